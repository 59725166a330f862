import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from './lock.mjs';
import { projectRoot } from './paths.ts';
import { runCommand } from './run-command.ts';

let root = '';
beforeEach(async () => void (root = await mkdtemp(join(tmpdir(), 'inferometer-lock-'))));
afterEach(() => rm(root, { recursive: true, force: true }));

test('two processes never work at the same time', async () => {
  const lockModule = pathToFileURL(join(projectRoot, 'scripts/lock.mjs')).href;
  const program = `
    import { existsSync, rmSync, writeFileSync } from 'node:fs';
    import { withLock } from ${JSON.stringify(lockModule)};
    await withLock('lock', async () => {
      if (existsSync('busy')) process.exitCode = 3;
      writeFileSync('busy', '');
      await new Promise((resolve) => setTimeout(resolve, 150));
      rmSync('busy');
    });`;
  const codes = await Promise.all(
    [1, 2, 3].map(async () => {
      const outcome = await runCommand(process.execPath, ['--input-type=module', '-e', program], {
        cwd: root,
      });
      return outcome.status === 'ended' ? outcome.code : undefined;
    }),
  );
  expect(codes).toEqual([0, 0, 0]);
  expect(existsSync(join(root, 'lock'))).toBe(false);
});

test('takes over the lock of a process that is gone', async () => {
  const path = join(root, 'lock');
  const { pid } = spawnSync(process.execPath, ['--version']);
  await writeFile(path, String(pid));
  expect(await withLock(path, () => Promise.resolve('done'))).toBe('done');
});

test('is released when the work throws', async () => {
  const path = join(root, 'lock');
  await expect(withLock(path, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(path)).toBe(false);
});
