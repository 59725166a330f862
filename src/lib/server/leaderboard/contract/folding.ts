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
type FormerEntry = Omit<EntriesTable, 'pairs' | 'browser_version'> & { pair: string };

/** More than the migration takes at once. */
const submitters = 300;

/** Fills an empty database as it was before the third migration, migrates it, and looks whether all is exact. */
export async function expectFolding(connection: Connection): Promise<void> {
  const { database, tableSuffix } = connection;
  const provider = { getMigrations: () => Promise.resolve(migrations(tableSuffix)) };
  const { error } = await new Migrator({ db: database, provider }).migrateTo('2026-11-24-second');
  expect(error).toBeUndefined();
  const cellsMs = { webgpu: 10, webgl: 20, 'wasm-simd': 30 };
  const chrome = (majorVersion: number | null) => ({ browser: { family: 'Chrome', majorVersion } }) as const;
  const results = [
    ...crowd(submitters - 90, { cellsMs, device: chrome(156) }),
    ...crowd(60, { from: submitters - 90, cellsMs, device: chrome(155) }),
    ...crowd(30, { from: submitters - 30, cellsMs, device: chrome(null) }),
  ];
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

  const third = await new Migrator({ db: database, provider }).migrateTo('2026-11-24-third');
  expect(third.error).toBeUndefined();
  const dirty = await database.selectFrom('dirty').select('board_key').execute();
  expect(dirty).toEqual([{ board_key: cell.boardKey }]);
  expect(await migrate(connection)).toEqual(['2026-11-27-fourth']);
  expect(await verify(connection)).toEqual({
    results: submitters + 1,
    entries: 3 * submitters + 1,
    boards: 3,
    differences: [],
  });
  await publish(connection);
  expect(await ratios()).toEqual([submitters - 1, submitters - 1]);
  const versions = await database
    .selectFrom('rollups')
    .where('board_key', '=', cell.boardKey)
    .where('facet', '=', 'browser-version')
    .orderBy('value')
    .select(['value', 'count'])
    .execute();
  // The result that was sent again is of the data's own browser.
  expect(versions.filter(({ value }) => value.startsWith('Chrome/'))).toEqual([
    { value: 'Chrome/155', count: 60 },
    { value: 'Chrome/156', count: submitters - 90 },
    { value: 'Chrome/none', count: 29 },
  ]);
  expect((await verify(connection)).differences).toEqual([]);
}

/** Each ratio was a row with an ordinal of its own, which counted until its slot had a later one. */
function formerEntries(entries: readonly NewEntry[]): FormerEntry[] {
  const latest = new Map<string, FormerEntry>();
  return entries.flatMap(({ pairs, browser_version: _later, ...time }) => {
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
    if (pair === '') times.add({ ...entry, browser_version: '', pairs: '{}' });
    else {
      const key = `${board_key} ${pair} ${bin}`;
      const count = (ratios.get(key)?.count ?? 0) + 1;
      ratios.set(key, { board_key, cohort: cohortKey(origin, 'pair', pair), bin, count });
    }
  }
  const ofTimes = times.rows().filter(({ cohort }) => !cohort.includes('/browser-version='));
  return [...ofTimes, ...ratios.values()];
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
