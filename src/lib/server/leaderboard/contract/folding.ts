import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { expect } from 'vitest';
import { BinChanges } from '../bin-changes.ts';
import { cohortKey } from '../cohorts.ts';
import type { Connection } from '../connection.ts';
import { migrate } from '../migrate.ts';
import { migrations } from '../migrations.ts';
import { collectBoard, dirtyBoards, publishBoards } from '../refresh-boards.ts';
import { ratioBins, resultRow, type NewEntry } from '../result-row.ts';
import { resultOf } from '../results.test-data.ts';
import type { BinsTable, EntriesTable } from '../schema.ts';
import { verify } from '../verify.ts';
import { crowd } from './steps.ts';

/** A row of `entries` before the third migration: of a time, where `pair` is empty, or of a ratio. */
type FormerEntry = Omit<EntriesTable, 'pairs'> & { pair: string };

/** More than the migration takes at once. */
const submitters = 300;

/** Fills an empty database as it was before the third migration, migrates it, and looks whether all is exact. */
export async function expectFolding(connection: Connection): Promise<void> {
  const { database, tableSuffix } = connection;
  const provider = { getMigrations: () => Promise.resolve(migrations(tableSuffix)) };
  const { error } = await new Migrator({ db: database, provider }).migrateTo('2026-11-24-second');
  expect(error).toBeUndefined();
  const results = crowd(submitters, { cellsMs: { webgpu: 10, webgl: 20, 'wasm-simd': 30 } });
  // Its two ratios stand on the first board, whose time is sent again without the others.
  const [cell] = results[0]?.cells ?? [];
  if (cell === undefined) throw new Error('The result has no cell.');
  const again = resultOf({ submitter: submitters - 1, cellsMs: { [cell.board.backend]: 15 } });
  const rows = [...results, again].map(resultRow);
  const former = formerEntries(rows.flatMap(({ entries }) => entries));
  const counted = former.filter(({ is_counted }) => is_counted === 1);
  await database
    .insertInto('results')
    .values(rows.map(({ result }) => result))
    .execute();
  await database
    .insertInto('boards')
    .values([...(rows[0]?.boards ?? [])])
    .execute();
  const formerDatabase = database as unknown as Kysely<{ entries: FormerEntry }>;
  await formerDatabase.insertInto('entries').values(former).execute();
  await database.insertInto('bins').values(formerBins(counted)).execute();
  for (const board_key of new Set(former.map((entry) => entry.board_key))) {
    await database.insertInto('dirty').values({ board_key, mark: 'former' }).execute();
  }
  await publish(connection);
  const ratios = async () => {
    const all = await database.selectFrom('rollups').where('facet', '=', 'pair').selectAll().execute();
    const ofCell = all.filter(({ board_key }) => board_key === cell.boardKey);
    return ofCell.map(({ count }) => count);
  };
  expect(await ratios()).toEqual([submitters, submitters]);

  expect(await migrate(connection)).toContain('2026-11-24-third');
  const dirty = await database.selectFrom('dirty').select('board_key').execute();
  expect(dirty).toEqual([{ board_key: cell.boardKey }]);
  expect(await verify(connection)).toEqual({
    results: submitters + 1,
    entries: 3 * submitters + 1,
    boards: 3,
    differences: [],
  });
  await publish(connection);
  expect(await ratios()).toEqual([submitters - 1, submitters - 1]);
  expect((await verify(connection)).differences).toEqual([]);
}

/** Each ratio was a row with an ordinal of its own, which counted until its slot had a later one. */
function formerEntries(entries: readonly NewEntry[]): FormerEntry[] {
  const latest = new Map<string, FormerEntry>();
  return entries.flatMap(({ pairs, ...time }) => {
    return [['', time.bin] as const, ...ratioBins({ pairs })].map(([pair, bin]) => {
      const slot = `${time.board_key} ${pair} ${time.slot}`;
      const before = latest.get(slot);
      if (before !== undefined) before.is_counted = 0;
      const row: FormerEntry = { ...time, pair, bin, ordinal: (before?.ordinal ?? 0) + 1, is_counted: 1 };
      latest.set(slot, row);
      return row;
    });
  });
}

function formerBins(counted: readonly FormerEntry[]): BinsTable[] {
  const times = new BinChanges();
  const ratios = new Map<string, BinsTable>();
  for (const { pair, ...entry } of counted) {
    const { board_key, origin, bin } = entry;
    if (pair === '') times.add({ ...entry, pairs: '{}' });
    else {
      const key = `${board_key} ${pair} ${bin}`;
      const count = (ratios.get(key)?.count ?? 0) + 1;
      ratios.set(key, { board_key, cohort: cohortKey(origin, 'pair', pair), bin, count });
    }
  }
  return [...times.rows(), ...ratios.values()];
}

async function publish(connection: Connection): Promise<void> {
  const dirty = await dirtyBoards(connection, 10);
  if (!Array.isArray(dirty)) throw new Error(dirty.detail);
  const collected = await Promise.all(dirty.map((board) => collectBoard(connection, board)));
  await publishBoards(
    connection,
    collected.map((outcome) => {
      if ('status' in outcome) throw new Error(outcome.detail);
      return outcome;
    }),
  );
}
