import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { Kysely } from 'kysely';
import { JointFigures } from '../joint-figures.ts';
import { listBoards } from '../list-boards.ts';
import { listDevices, listModels } from '../read-lists.ts';
import { migrate } from '../migrate.ts';
import type { Database } from '../schema.ts';
import { writeCursor } from '../cursor.ts';
import type { BoardsQuery } from '../store.ts';
import { classify } from './classify.ts';
import { sqliteDialect } from './dialect.ts';

test('every page is read in the order of an index, and never sorted', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'inferometer-plans-'));
  const file = new DatabaseSync(join(folder, 'leaderboard.sqlite'));
  const statements: { sql: string; parameters: readonly unknown[] }[] = [];
  const database = new Kysely<Database>({
    dialect: sqliteDialect(file),
    log: ({ query }) => void statements.push({ sql: query.sql, parameters: query.parameters }),
  });
  const connection = { database, classify, tableSuffix: 'without rowid' };
  await migrate(connection);
  statements.length = 0;
  const joint = new JointFigures(connection);
  const page: BoardsQuery = {
    origin: 'crowd',
    after: null,
    limit: 50,
    modelSha256: 'a'.repeat(64),
    filters: {},
    cohort: [],
    each: null,
  };
  const after = writeCursor(['all', '', 5, 'key', '']);
  const queries: BoardsQuery[] = [
    page,
    { ...page, after },
    { ...page, filters: { backend: 'webgpu' } },
    { ...page, filters: { backend: 'webgpu', engine: 'tfjs' }, after },
    { ...page, cohort: [{ facet: 'os', value: 'Linux' }] },
    { ...page, each: 'device' },
    { ...page, each: 'device', filters: { backend: 'webgl' } },
    { ...page, modelSha256: null },
    { ...page, modelSha256: null, after },
  ];
  for (const query of queries) await listBoards(connection, joint, query);
  await listModels(connection, { origin: 'crowd', after: null, limit: 50 });
  await listDevices(connection, { origin: 'crowd', after: null, limit: 50 });
  expect(statements.length).toBeGreaterThan(queries.length);
  for (const { sql, parameters } of statements) {
    const plan = file
      .prepare(`explain query plan ${sql}`)
      .all(...(parameters as string[]))
      .map((step) => String(step['detail']));
    expect(plan.join('\n'), sql).toMatch(/^SEARCH rollups USING (COVERING )?INDEX \w+ \(/);
    expect(plan.join('\n'), sql).not.toMatch(/SCAN|TEMP B-TREE/);
    // A page is as long as its limit, and no statement reads on.
    expect(sql).toMatch(/ limit \?$/);
    expect(parameters).toContain(50);
  }
  await database.destroy();
  await rm(folder, { recursive: true });
});
