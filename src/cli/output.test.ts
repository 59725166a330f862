import { mkdtemp, mkdir, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { outputProblem, runsAsCsv, runsAsJson, writeOutput } from './output.ts';
import { measuredCell, runDocument } from './run-document.test-data.ts';

const document = runDocument([measuredCell(4)]);

describe('runsAsJson', () => {
  it('is the document itself for one model, and a list of them for several', () => {
    expect(JSON.parse(runsAsJson([document], 1))).toEqual(document);
    expect(JSON.parse(runsAsJson([document, document], 2))).toEqual({
      format: 'inferometer-runs',
      version: 1,
      runs: [document, document],
    });
  });

  it('stays a list when only one of several models could be measured', () => {
    expect(JSON.parse(runsAsJson([document], 2))).toMatchObject({ format: 'inferometer-runs' });
  });
});

describe('runsAsCsv', () => {
  it('has its titles once', () => {
    const lines = runsAsCsv([document, document]).trimEnd().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines.filter((line) => line.startsWith('model,'))).toHaveLength(1);
  });
});

describe('files', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'inferometer-output-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('finds out before measuring what cannot be written, and leaves nothing behind', async () => {
    await mkdir(join(folder, 'inner'));
    await writeFile(join(folder, 'file'), '');
    expect(await outputProblem(join(folder, 'new.json'))).toBeNull();
    expect(await outputProblem(join(folder, 'inner'))).toContain('is a folder');
    expect(await outputProblem(join(folder, 'absent', 'new.json'))).toContain('there is no folder');
    expect(await outputProblem(join(folder, 'file', 'new.json'))).toContain('there is no folder');
    expect((await readdir(folder)).sort()).toEqual(['file', 'inner']);
  });

  it('replaces a file whole, through a link, and leaves nothing else behind', async () => {
    const [file, link] = [join(folder, 'result.json'), join(folder, 'link.json')];
    await writeFile(file, 'old');
    await symlink(file, link);
    expect(await writeOutput(link, 'new')).toBeNull();
    expect(await readFile(file, 'utf8')).toBe('new');
    expect((await readdir(folder)).sort()).toEqual(['link.json', 'result.json']);
  });

  it('says in a sentence that a folder has gone meanwhile', async () => {
    expect(await writeOutput(join(folder, 'gone', 'result.json'), 'new')).toMatch(
      /could not be written \(ENOENT\)\.$/,
    );
  });
});
