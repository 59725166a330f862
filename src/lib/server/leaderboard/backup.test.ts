import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { addRig, mayBeSeeded, quarantinedResults, seed } from './administration.ts';
import { restoreBackup, writeBackup } from './backup.ts';
import type { Connection } from './connection.ts';
import { openConnection } from './open-connection.ts';
import { openStore } from './open-store.ts';
import { resultOf } from './results.test-data.ts';
import { verify } from './verify.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let folder = '';
let opened: Connection[] = [];
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'inferometer-backup-'))));
afterEach(async () => {
  await Promise.all(opened.map(({ database }) => database.destroy()));
  opened = [];
  await rm(folder, { recursive: true });
});

async function openIn(name: string): Promise<Connection> {
  const { connection } = await openConnection({ dataDir: join(folder, name) });
  opened.push(connection);
  return connection;
}

test('a backup fills an empty database with the same results, counted in the same way', async () => {
  const first = await openIn('first');
  expect(await mayBeSeeded(first)).toBe(true);
  expect(await seed(first, 150, { seed: 1, cells: 2 }, () => undefined)).toEqual({
    accepted: 150,
    repeated: 0,
  });
  expect(await seed(first, 150, { seed: 1, cells: 2 }, () => undefined)).toEqual({
    accepted: 0,
    repeated: 150,
  });
  const store = await openStore({ dataDir: join(folder, 'first') });
  await store.refresh();
  await store.close();
  expect((await verify(first)).differences).toEqual([]);
  expect(await mayBeSeeded(first)).toBe(true);
  expect((await addRig(first, 'shelf-a')).status).toBe('added');
  expect(await addRig(first, 'shelf-a')).toEqual({ status: 'taken' });
  const file = join(folder, 'backup.gz');
  expect(await writeBackup(first, file)).toBe(150);

  const second = await openIn('second');
  expect(await restoreBackup(second, file)).toEqual({ status: 'restored', results: 150 });
  expect((await verify(second)).differences).toEqual([]);
  for (const table of ['results', 'entries', 'bins', 'boards', 'rigs'] as const) {
    const rows = async ({ database }: Connection) =>
      (await database.selectFrom(table).selectAll().execute())
        .map((row) => JSON.stringify(row))
        .filter((row) => !row.endsWith('"count":0}'))
        .sort();
    expect(await rows(second), table).toEqual(await rows(first));
  }
  expect(await restoreBackup(second, file)).toEqual({ status: 'not-empty' });

  await writeFile(file, asVersion1(await readFile(file)));
  const third = await openIn('third');
  expect(await restoreBackup(third, file)).toEqual({ status: 'restored', results: 150 });
  expect((await verify(third)).differences).toEqual([]);
  expect((await quarantinedResults(second)).every(({ reason }) => reason === 'synthetic-cheat')).toBe(true);
});

test('a damaged backup fills nothing', async () => {
  const connection = await openIn('first');
  await seed(connection, 100, { seed: 1, cells: 1 }, () => undefined);
  const file = join(folder, 'backup.gz');
  await writeBackup(connection, file);
  const bytes = await readFile(file);
  const empty = await openIn('empty');
  for (const damaged of [bytes.subarray(0, bytes.length / 2), Buffer.from('no backup'), Buffer.alloc(0)]) {
    await writeFile(file, damaged);
    expect(await restoreBackup(empty, file)).toMatchObject({ status: 'damaged' });
  }
  expect(await restoreBackup(empty, join(folder, 'missing'))).toMatchObject({ status: 'damaged' });
  expect((await verify(empty)).results).toBe(0);
});

test('real results keep seeds out, and verify finds what somebody has changed', async () => {
  const connection = await openIn('real');
  const store = await openStore({ dataDir: join(folder, 'real') });
  for (let submitter = 0; submitter < 6; submitter += 1) {
    await store.submit(resultOf({ submitter, cellsMs: { webgpu: 10 } }));
  }
  await store.refresh();
  await store.close();
  expect(await mayBeSeeded(connection)).toBe(false);
  const differences = async () => (await verify(connection)).differences.length;
  expect(await differences()).toBe(0);
  const { database } = connection;
  await database.updateTable('rollups').set({ p50: 1 }).where('cohort', '=', 'crowd').execute();
  expect(await differences()).toBe(1);
  await database.updateTable('bins').set({ count: 7 }).where('cohort', '=', 'crowd').execute();
  expect(await differences()).toBe(2);
  await database
    .deleteFrom('results')
    .where('id', '=', firstOf(await ids(connection)))
    .execute();
  expect(await differences()).toBeGreaterThan(2);
});

/** A backup as it was when ratios had places, too, in which nothing is like those of their entries. */
function asVersion1(bytes: Buffer): Buffer {
  const lines = gunzipSync(bytes).toString().trimEnd().split('\n');
  const former = lines.map((text) => {
    const line = JSON.parse(text) as { kind: string; places?: object[] };
    // Of two cells the first has the ratio.
    if (line.places?.length === 2) line.places.splice(1, 0, { ordinal: 9, is_counted: 0 });
    return JSON.stringify(line.kind === 'inferometer-leaderboard-backup' ? { ...line, version: 1 } : line);
  });
  return gzipSync(former.join('\n'));
}

async function ids({ database }: Connection): Promise<string[]> {
  return (await database.selectFrom('results').select('id').execute()).map(({ id }) => id);
}

function firstOf(values: readonly string[]): string {
  return values[0] ?? '';
}
