import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openStore } from './open-store.ts';
import { resultOf } from './results.test-data.ts';

vi.setConfig({ testTimeout: 60_000 });

let root = '';
beforeEach(async () => void (root = await mkdtemp(join(tmpdir(), 'inferometer-store-'))));
afterEach(() => rm(root, { recursive: true, force: true }));

test('makes the folder and a sound database in WAL mode', async () => {
  const dataDir = join(root, 'a/b');
  const store = await openStore({ dataDir });
  await store.close();
  expect(await readdir(dataDir)).toEqual(['leaderboard.sqlite']);
  const database = new DatabaseSync(join(dataDir, 'leaderboard.sqlite'));
  expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
  database.close();
  await (await openStore({ dataDir })).close();
});

test('answers nothing once it is closed', async () => {
  const store = await openStore({ dataDir: root });
  await store.close();
  const outcome = await store.submit(resultOf({ submitter: 1, cellsMs: { webgpu: 1 } }));
  expect(outcome).toMatchObject({ status: 'unavailable', reason: 'closed' });
});

test('says so when the folder cannot be made', async () => {
  await writeFile(join(root, 'file'), '');
  await expect(openStore({ dataDir: join(root, 'file', 'data') })).rejects.toThrow(
    /cannot be used .*DATA_DIR\.$/,
  );
});

test('says so when the file is no database', async () => {
  await writeFile(join(root, 'leaderboard.sqlite'), 'x'.repeat(5000));
  await expect(openStore({ dataDir: root })).rejects.toThrow(/cannot be used/);
});
