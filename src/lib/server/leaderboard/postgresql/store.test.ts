import { afterAll, describe, test } from 'vitest';
import { openStore } from '../open-store.ts';
import { describeStore } from '../contract/describe-store.ts';
import { connect } from './connect.ts';
import { startTestServer } from './test-server.ts';

const server = await startTestServer();

if (server.status === 'unavailable') {
  describe('PostgreSQL', () => {
    test.skip(`cannot be tested here: no PostgreSQL could be started (${server.reason})`, () => undefined);
  });
} else {
  afterAll(server.stop, 60_000);
  describeStore('PostgreSQL', async () => {
    const databaseUrl = await server.createDatabase();
    const store = await openStore({ dataDir: '', databaseUrl });
    const connection = connect({ databaseUrl });
    return {
      store,
      connection,
      release: async () => {
        await store.close();
        await connection.database.destroy();
      },
    };
  });
}
