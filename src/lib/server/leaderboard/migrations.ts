import { sql, type CreateTableBuilder, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { addBrowserVersion } from './add-browser-version.ts';
import { foldRatios } from './fold-ratios.ts';

/**
 * The schema's history, oldest first; a migration that was released is never changed. `tableSuffix` is what a dialect
 * puts behind its tables (SQLite keeps the rows in the key's own tree).
 *
 * Nothing here or elsewhere may use what Citus, CockroachDB or YugabyteDB lack: sequences, triggers, unique keys
 * without the distribution column, foreign keys between tables.
 */
export function migrations(tableSuffix: string): Record<string, Migration> {
  return {
    '2026-11-24-first': { up: (database) => createFirst(database, tableSuffix) },
    '2026-11-24-second': { up: createSecond },
    '2026-11-24-third': { up: (database) => foldRatios(database, tableSuffix) },
    '2026-11-27-fourth': { up: addBrowserVersion },
  };
}

type Columns<Name extends string> = (
  table: CreateTableBuilder<string, never>,
) => CreateTableBuilder<string, Name>;

async function createFirst(database: Kysely<unknown>, tableSuffix: string): Promise<void> {
  const create = async <Name extends string>(
    name: string,
    key: readonly NoInfer<Name>[],
    columns: Columns<Name>,
    { isNarrow }: { isNarrow: boolean },
  ): Promise<void> => {
    let table = columns(database.schema.createTable(name)).addPrimaryKeyConstraint(
      `${name}_key`,
      key as never,
    );
    if (isNarrow && tableSuffix !== '') table = table.modifyEnd(sql.raw(tableSuffix));
    await table.execute();
  };

  await create(
    'results',
    ['id'],
    (table) =>
      table
        .addColumn('id', 'text', notNull)
        .addColumn('body_sha256', 'text', notNull)
        .addColumn('token_sha256', 'text', notNull)
        .addColumn('origin', 'text', notNull)
        .addColumn('rig', 'text')
        .addColumn('received_day', 'text', notNull)
        .addColumn('status', 'text', notNull)
        .addColumn('reason', 'text')
        .addColumn('is_synthetic', 'integer', notNull)
        .addColumn('document', 'text', notNull),
    { isNarrow: false },
  );
  await create(
    'boards',
    ['board_key'],
    (table) =>
      table
        .addColumn('board_key', 'text', notNull)
        .addColumn('model_sha256', 'text', notNull)
        .addColumn('model_source', 'text', notNull)
        .addColumn('model_id', 'text')
        .addColumn('shapes', 'text', notNull)
        .addColumn('precision', 'text', notNull)
        .addColumn('engine', 'text', notNull)
        .addColumn('engine_version', 'text', notNull)
        .addColumn('backend', 'text', notNull)
        .addColumn('threads', 'integer', notNull)
        .addColumn('batch', 'integer', notNull)
        .addColumn('options', 'text', notNull)
        .addColumn('protocol_version', 'integer', notNull),
    { isNarrow: true },
  );
  await create(
    'entries',
    ['board_key', 'pair', 'origin', 'slot', 'ordinal'],
    (table) =>
      table
        .addColumn('board_key', 'text', notNull)
        .addColumn('pair', 'text', notNull)
        .addColumn('origin', 'text', notNull)
        .addColumn('slot', 'text', notNull)
        .addColumn('ordinal', 'integer', notNull)
        .addColumn('result_id', 'text', notNull)
        .addColumn('is_counted', 'integer', notNull)
        .addColumn('bin', 'integer', notNull)
        .addColumn('form_factor', 'text', notNull)
        .addColumn('os', 'text', notNull)
        .addColumn('browser', 'text', notNull)
        .addColumn('gpu_vendor', 'text', notNull)
        .addColumn('gpu_architecture', 'text', notNull)
        .addColumn('device', 'text', notNull)
        .addColumn('model_name', 'text'),
    { isNarrow: true },
  );
  // A time falls into one bin of each of its cohorts: with the bin before the cohort they lie on one page.
  await create(
    'bins',
    ['board_key', 'bin', 'cohort'],
    (table) =>
      table
        .addColumn('board_key', 'text', notNull)
        .addColumn('cohort', 'text', notNull)
        .addColumn('bin', 'integer', notNull)
        .addColumn('count', 'integer', notNull),
    { isNarrow: true },
  );
  await create(
    'rollups',
    ['board_key', 'cohort'],
    (table) =>
      table
        .addColumn('board_key', 'text', notNull)
        .addColumn('cohort', 'text', notNull)
        .addColumn('origin', 'text', notNull)
        .addColumn('facet', 'text', notNull)
        .addColumn('value', 'text', notNull)
        .addColumn('is_shown', 'integer', notNull)
        .addColumn('count', 'integer', notNull)
        .addColumn('p10', 'double precision')
        .addColumn('p25', 'double precision')
        .addColumn('p50', 'double precision')
        .addColumn('p75', 'double precision')
        .addColumn('p90', 'double precision')
        .addColumn('ci_low', 'double precision')
        .addColumn('ci_high', 'double precision')
        .addColumn('share_above_one', 'double precision')
        .addColumn('model_sha256', 'text', notNull)
        .addColumn('backend', 'text', notNull)
        .addColumn('engine', 'text', notNull)
        .addColumn('epoch', 'bigint', notNull),
    { isNarrow: true },
  );
  await create(
    'dirty',
    ['board_key'],
    (table) => table.addColumn('board_key', 'text', notNull).addColumn('mark', 'text', notNull),
    { isNarrow: true },
  );
  await create(
    'counters',
    ['id'],
    (table) => table.addColumn('id', 'text', notNull).addColumn('value', 'bigint', notNull),
    { isNarrow: true },
  );
  await create(
    'rigs',
    ['id'],
    (table) =>
      table
        .addColumn('id', 'text', notNull)
        .addColumn('key_sha256', 'text', notNull)
        .addColumn('added_day', 'text', notNull),
    { isNarrow: true },
  );
  await create(
    'probes',
    ['id'],
    (table) => table.addColumn('id', 'text', notNull).addColumn('filler', 'text', notNull),
    { isNarrow: false },
  );

  const index = (name: string, table: string, columns: readonly string[]) =>
    database.schema
      .createIndex(name)
      .on(table)
      .columns([...columns])
      .execute();
  // Whatever a page of boards is filtered by most comes before the median, by which it is ordered.
  const model = ['model_sha256', 'origin', 'facet', 'is_shown'];
  await index('rollups_of_cohort', 'rollups', [...model, 'value', 'p50', 'board_key']);
  await index('rollups_of_cohort_and_backend', 'rollups', [...model, 'value', 'backend', 'p50', 'board_key']);
  await index('rollups_of_facet', 'rollups', [...model, 'p50', 'board_key', 'value']);
  await index('rollups_of_facet_and_backend', 'rollups', [...model, 'backend', 'p50', 'board_key', 'value']);
  await index('rollups_by_board', 'rollups', ['origin', 'facet', 'is_shown', 'value', 'board_key']);
  await index('rollups_by_model', 'rollups', ['origin', 'facet', 'is_shown', 'model_sha256', 'count']);
  await index('rigs_of_key', 'rigs', ['key_sha256']);
  await database.schema
    .createIndex('results_in_quarantine')
    .on('results')
    .column('id')
    .where(sql.ref('status'), '=', sql.lit('quarantined'))
    .execute();
  await sql`insert into counters (id, value) values ('epoch', 0), ('synthetic', 0)`.execute(database);
}

/** Pages are asked for a model by its id. */
async function createSecond(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createIndex('boards_of_model_id')
    .on('boards')
    .columns(['model_id', 'model_sha256'])
    .execute();
}

function notNull<Column extends { notNull: () => Column }>(column: Column): Column {
  return column.notNull();
}
