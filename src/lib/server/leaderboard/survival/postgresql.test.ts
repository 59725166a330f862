import { afterAll, describe, expect, test, vi } from 'vitest';
import { openConnection } from '../open-connection.ts';
import { openStore } from '../open-store.ts';
import { connect } from '../postgresql/connect.ts';
import { startTestServer } from '../postgresql/test-server.ts';
import { resultOf } from '../results.test-data.ts';
import { syntheticResult } from '../synthetic-population.ts';
import { checkSurvival } from './check-survival.ts';
import { Acknowledged, startWriter } from './start-writer.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const server = await startTestServer();

if (server.status === 'unavailable') {
  describe('several instances on PostgreSQL', () => {
    test.skip(`cannot be tested here: no PostgreSQL could be started (${server.reason})`, () => undefined);
  });
} else {
  afterAll(server.stop);

  test('starts several instances on an empty database at once', async () => {
    const databaseUrl = await server.createDatabase();
    const opened = await Promise.all(
      Array.from({ length: 3 }, () => openConnection({ dataDir: '', databaseUrl })),
    );
    const migrated = opened.flatMap((one) => one.migrated);
    expect(migrated.length).toBeGreaterThan(0);
    expect(new Set(migrated).size).toBe(migrated.length);
    await Promise.all(opened.map(({ connection }) => connection.database.destroy()));
  });

  test('stays exact when two instances write and refresh at once and one is killed', async () => {
    const databaseUrl = await server.createDatabase();
    const store = await openStore({ dataDir: '', databaseUrl });
    const acknowledged = new Acknowledged();
    // Both send the same results, so that ids, slots and boards collide all the time.
    const doomed = startWriter({ dataDir: '', databaseUrl, first: 0, most: null }, acknowledged);
    await doomed.started;
    let next = 0;
    let isKilled = false;
    const send = async (): Promise<void> => {
      while (!isKilled || next < 300) {
        const result = syntheticResult(next, { seed: 99, cells: 3 });
        next += 1;
        const { status } = await store.submit(result);
        expect(['accepted', 'repeated']).toContain(status);
        acknowledged.kept.add(result.submission.resultId);
        if (next % 40 === 0) await store.refresh();
      }
    };
    const sending = Promise.all(Array.from({ length: 8 }, send));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    doomed.process.kill('SIGKILL');
    await doomed.ended;
    isKilled = true;
    await sending;
    expect(await store.refresh()).toEqual({ status: 'fresh' });
    await store.close();
    const connection = connect({ databaseUrl });
    // One instance may send again what the other has removed: only what neither removed must be there.
    acknowledged.removed.clear();
    await checkSurvival(connection, acknowledged);
    await connection.database.destroy();
  });

  test.skipIf(server.restart === null)(
    'says that the database is lost, and goes on when it is back (needs a server of its own)',
    async () => {
      const databaseUrl = await server.createDatabase();
      const store = await openStore({ dataDir: '', databaseUrl });
      const first = resultOf({ submitter: 1, cellsMs: { webgpu: 5 } });
      expect(await store.submit(first)).toEqual({ status: 'accepted' });
      await server.restart?.();
      // Every connection of the pool is broken now; nobody notices.
      const second = resultOf({ submitter: 2, cellsMs: { webgpu: 5 } });
      expect(await store.submit(second)).toEqual({ status: 'accepted' });
      expect(await store.ready()).toEqual({ status: 'ready' });
      await server.stop();
      const third = resultOf({ submitter: 3, cellsMs: { webgpu: 5 } });
      expect(await store.submit(third)).toMatchObject({ status: 'unavailable', reason: 'database-lost' });
      expect(await store.read(first.submission.resultId)).toMatchObject({ status: 'unavailable' });
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      expect(await store.ready()).toMatchObject({ status: 'unavailable', reason: 'database-lost' });
      await store.close();
    },
  );
}
