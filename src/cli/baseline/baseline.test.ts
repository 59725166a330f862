import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measuredCell, runDocument } from '../../../tests/fixtures/run-documents.ts';
import { parseFailAbove } from './fail-above.ts';
import { exitCodeOfJudgement, judgeRuns } from './judge.ts';
import { readRuns } from './read-runs.ts';
import { cellSentence, changesSentence, verdictSentence } from './words.ts';

describe('parseFailAbove', () => {
  it.each([
    ['5%', 0.05],
    ['5', 0.05],
    ['12.5 %', 0.125],
    ['0.1%', 0.001],
  ])('reads %s', (text, share) => {
    const parsed = parseFailAbove(text);
    expect(parsed.status === 'valid' && parsed.value).toBeCloseTo(share, 12);
  });

  it.each(['five', '-5%', '', '5%%', '2000%', 'NaN', '0x10'])('refuses %j with a sentence', (text) => {
    const parsed = parseFailAbove(text);
    expect(parsed.status === 'refused' && parsed.message).toMatch(/^--fail-above takes a percentage .*\.$/);
  });

  it('asks back about a share', () => {
    expect(parseFailAbove('0.05')).toMatchObject({
      message: expect.stringContaining('did you mean 5%?') as string,
    });
  });
});

describe('readRuns', () => {
  let folder = '';
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'inferometer-runs-'))));
  afterAll(() => rm(folder, { recursive: true }));
  const run = runDocument([measuredCell('wasm-simd', [1, 1.1, 0.9])]);

  it.each([
    ['one run', run, 1],
    ['several', { format: 'inferometer-runs', version: 1, runs: [run, { ...run, runId: 'b' }] }, 2],
  ])('reads %s', async (name, content, runs) => {
    const path = join(folder, `${name}.json`);
    await writeFile(path, JSON.stringify(content));
    const read = await readRuns(path);
    expect(read.status === 'valid' && read.value.length).toBe(runs);
  });

  it.each([
    ['words', 'hello', /is not JSON/],
    ['something else', '{"a":1}', /holds no Inferometer run/],
    ['a newer version', '{"format":"inferometer-run","version":2}', /newer Inferometer/],
    ['a damaged run', JSON.stringify({ ...run, durationMs: 'long' }), /damaged at durationMs/],
    ['damaged runs', JSON.stringify({ format: 'inferometer-runs', version: 1, runs: [1] }), /Run 1 of 1/],
    ['no runs', JSON.stringify({ format: 'inferometer-runs', version: 1, runs: [] }), /holds no runs/],
  ])('refuses %s with one sentence that names the file', async (name, text, words) => {
    const path = join(folder, `${name}.json`);
    await writeFile(path, text);
    const read = await readRuns(path);
    expect(read.status === 'refused' && read.message).toMatch(words);
    expect(read.status === 'refused' && read.message).toContain(path);
  });

  it('refuses what is not there, and a folder', async () => {
    expect(await readRuns(join(folder, 'none'))).toMatchObject({
      message: expect.stringMatching(/^There is no file/) as string,
    });
    expect(await readRuns(folder)).toMatchObject({ message: expect.stringMatching(/is a folder/) as string });
  });
});

describe('judging runs', () => {
  const baseline = runDocument([measuredCell('wasm-simd', [10, 10.1, 9.9])], { runId: 'before' });
  const slow = runDocument([measuredCell('wasm-simd', [12, 12.1, 11.9])], { runId: 'slow' });
  const same = runDocument([measuredCell('wasm-simd', [10.1, 10, 9.9])], { runId: 'same' });
  const other = runDocument(baseline.cells, { runId: 'other', protocolVersion: 2 });

  it('ends with 1 for a regression, 2 for what could not be compared, else 0', () => {
    const code = (...runs: (typeof baseline)[]) => exitCodeOfJudgement(judgeRuns(runs, [baseline], 0.05));
    expect(code(same)).toBe(0);
    expect(code(same, slow)).toBe(1);
    expect(code(same, other)).toBe(2);
  });

  it('says what happened in sentences', () => {
    const [judged] = judgeRuns([slow], [baseline], 0.05);
    if (judged?.check.status !== 'checked') throw new Error('It is comparable.');
    expect(verdictSentence(judged)).toBe('Regression: one configuration got slower by more than 5 %.');
    expect(judged.check.cells.map((cell) => cellSentence(cell, slow, 0.05))).toEqual([
      "WASM-SIMD got slower: 1.200 (1.175–1.226) times the baseline's time, wholly above the limit of 5 %.",
    ]);
    expect(changesSentence(judged)).toMatch(/are those of the baseline/);
  });
});
