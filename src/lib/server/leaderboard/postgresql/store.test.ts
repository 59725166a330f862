import { afterAll, describe, expect, test } from 'vitest';
import { assembleStore } from '../assemble-store.ts';
import { describeStore } from '../contract/describe-store.ts';
import { expectFolding } from '../contract/folding.ts';
import { migrate } from '../migrate.ts';
import { faultOfStatement } from '../statement-rules.ts';
import { readerCalls, writerCalls } from '../store-calls.ts';
import { connect } from './connect.ts';
import { startTestServer } from './test-server.ts';

const server = await startTestServer();

if (server.status === 'unavailable') {
  describe('PostgreSQL', () => {
    test.skip(`cannot be tested here: no PostgreSQL could be started (${server.reason})`, () => undefined);
  });
} else {
  afterAll(server.stop, 60_000);
  const statements = new Set<string>();
  describeStore('PostgreSQL', async () => {
    const databaseUrl = await server.createDatabase();
    // As openStore does, but for the ear at the connection.
    const connection = connect({ databaseUrl, onStatement: (sql) => statements.add(sql) });
    await migrate(connection);
    const reader = { ...readerCalls(connection), close: () => Promise.resolve() };
    const store = assembleStore(writerCalls(connection), reader, 0);
    const inspecting = connect({ databaseUrl });
    return {
      store,
      connection: inspecting,
      release: async () => {
        await store.close();
        await inspecting.database.destroy();
      },
    };
  });
  test('PostgreSQL: ratios that had rows of their own go into those of their entries', async () => {
    const databaseUrl = await server.createDatabase();
    const connection = connect({ databaseUrl, onStatement: (sql) => statements.add(sql) });
    await expectFolding(connection);
    await connection.database.destroy();
  }, 60_000);
  // After the others, whose statements these are.
  test('PostgreSQL sends only what Citus, CockroachDB and YugabyteDB take', () => {
    expect(statements.size).toBeGreaterThan(50);
    const faults = [...statements].map((sql) => ({ sql, fault: faultOfStatement(sql) }));
    expect(faults.filter(({ fault }) => fault !== null)).toEqual([]);
  });
}
