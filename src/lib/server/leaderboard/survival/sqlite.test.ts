import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRandom } from '#lib/core/protocol/random.ts';
import { migrate } from '../migrate.ts';
import { openStore } from '../open-store.ts';
import { resultOf } from '../results.test-data.ts';
import { connectWriter } from '../sqlite/connect.ts';
import { syntheticResult } from '../synthetic-population.ts';
import { checkSurvival } from './check-survival.ts';
import { Acknowledged, startWriter } from './start-writer.ts';

/** `npm run test:long` asks for more. */
const kills = Number(process.env['INFEROMETER_KILLS'] || 10);

vi.setConfig({ testTimeout: 60_000 + kills * 20_000, hookTimeout: 60_000 });

let dataDir = '';
beforeEach(async () => void (dataDir = await mkdtemp(join(tmpdir(), 'inferometer-survival-'))));
afterEach(() => rm(dataDir, { recursive: true, force: true }));

test(`loses nothing that was acknowledged when it is killed ${kills} times under load`, async () => {
  const acknowledged = new Acknowledged();
  const random = createRandom(Date.now());
  for (let kill = 0; kill < kills; kill += 1) {
    const first = kill * 100_000;
    const writer = startWriter({ dataDir, databaseUrl: '', first, most: null }, acknowledged);
    await writer.started;
    await new Promise((resolve) => setTimeout(resolve, random.nextBelow(200)));
    writer.process.kill('SIGKILL');
    await writer.ended;
  }
  const connection = connectWriter({ dataDir, maximumBytes: null });
  await checkSurvival(connection, acknowledged);
  await connection.database.destroy();
});

test('writes with full synchronisation, and waits for the disk', async () => {
  const connection = connectWriter({ dataDir, maximumBytes: null });
  await migrate(connection);
  const pragma = async (name: string): Promise<unknown> => {
    const { sql } = await import('kysely');
    const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(connection.database);
    return Object.values(rows[0] ?? {})[0];
  };
  // 2 is FULL (https://www.sqlite.org/pragma.html#pragma_synchronous).
  expect(await pragma('synchronous')).toBe(2);
  expect(await pragma('journal_mode')).toBe('wal');
  await connection.database.destroy();
});

const hasStrace = canTrace();
const withoutStrace = ' (needs strace, which is not here or may not trace)';
test.skipIf(!hasStrace)(
  `flushes to the disk before it answers${hasStrace ? '' : withoutStrace}`,
  async () => {
    const trace = join(dataDir, 'trace');
    const acknowledged = new Acknowledged();
    const calls = 'trace=fdatasync,fsync,write';
    // One after the other, so that every result has a transaction, and a flush, of its own.
    const writer = startWriter(
      { dataDir, databaseUrl: '', first: 1, most: 12, sentAtOnce: 1 },
      acknowledged,
      [...['strace', '-f', '-y', '-s', '80', '-e', calls, '-o', trace]],
    );
    await writer.ended;
    expect(acknowledged.kept.size).toBe(12);
    let flushes = 0;
    const flushesBefore: number[] = [];
    for (const line of (await readFile(trace, 'utf8')).split('\n')) {
      // A call that another thread interrupts is traced in two lines; it is over with the second.
      if (/(fdatasync|fsync)(\(\d+<.*-wal>\)| resumed>.*\)) += 0/.test(line)) flushes += 1;
      if (!/ write\(1<.*"kept /.test(line)) continue;
      flushesBefore.push(flushes);
      flushes = 0;
    }
    expect(flushesBefore.length).toBe(12);
    expect(Math.min(...flushesBefore)).toBeGreaterThan(0);
  },
);

test('says that the disk is full, loses nothing, and goes on once there is room', async () => {
  const small = await openStore({ dataDir, maximumBytes: 1_000_000 });
  const acknowledged = new Acknowledged();
  let outcome;
  for (let index = 0; index < 2_000 && outcome?.status !== 'unavailable'; index += 1) {
    const result = syntheticResult(index, { seed: 5, cells: 8 });
    outcome = await small.submit(result);
    if (outcome.status === 'accepted') acknowledged.kept.add(result.submission.resultId);
  }
  expect(outcome).toMatchObject({ status: 'unavailable', reason: 'disk-full' });
  expect(await small.ready()).toMatchObject({ status: 'unavailable', reason: 'disk-full' });
  // Reading goes on.
  expect(await small.stats()).toMatchObject({ status: 'known' });
  await small.close();
  const large = await openStore({ dataDir });
  expect(await large.ready()).toEqual({ status: 'ready' });
  const late = resultOf({ submitter: 'late', cellsMs: { webgpu: 3 } });
  expect(await large.submit(late)).toEqual({ status: 'accepted' });
  await large.close();
  const connection = connectWriter({ dataDir, maximumBytes: null });
  await checkSurvival(connection, acknowledged);
  await connection.database.destroy();
});

function canTrace(): boolean {
  try {
    execFileSync('strace', ['-f', '-e', 'trace=fsync', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
