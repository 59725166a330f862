import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import { describeStore } from '../contract/describe-store.ts';
import { expectFolding } from '../contract/folding.ts';
import { openStore } from '../open-store.ts';
import { connectWriter } from './connect.ts';

describeStore('SQLite', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'inferometer-sqlite-'));
  const store = await openStore({ dataDir });
  const connection = connectWriter({ dataDir, maximumBytes: null });
  return {
    store,
    connection,
    release: async () => {
      await store.close();
      await connection.database.destroy();
      await rm(dataDir, { recursive: true });
    },
  };
});

test('SQLite: ratios that had rows of their own go into those of their entries', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'inferometer-sqlite-'));
  const connection = connectWriter({ dataDir, maximumBytes: null });
  await expectFolding(connection);
  await connection.database.destroy();
  await rm(dataDir, { recursive: true });
}, 60_000);
