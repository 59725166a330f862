import { BinChanges } from './bin-changes.ts';
import { boardRollups } from './board-rollups.ts';
import { inSnapshot, type Connection, type Snapshot } from './connection.ts';
import { inSlots, slotKey } from './count-entries.ts';
import { chunks } from './kept-statements.ts';
import { countedCells } from './counted-cells.ts';
import { isSame } from './refresh-boards.ts';
import { newEntries, type NewEntry } from './result-row.ts';
import { resultPages } from './result-pages.ts';
import type { EntriesTable } from './schema.ts';
import type { Submission } from '#lib/core/results/submission.ts';

export interface VerifyReport {
  readonly results: number;
  readonly entries: number;
  readonly boards: number;
  /** Sentences; the first hundred. */
  readonly differences: readonly string[];
}

const differencesLimit = 100;

/**
 * Recomputes everything from the results and says what differs: entries from the documents' samples, which entry of a
 * slot counts, bins from the entries, rollups from the bins (of boards that are not dirty). Reads one
 * moment's state, so that a server may go on writing meanwhile.
 */
export function verify(connection: Connection): Promise<VerifyReport> {
  return inSnapshot(connection, verifySnapshot);
}

async function verifySnapshot(database: Snapshot): Promise<VerifyReport> {
  const differences: string[] = [];
  const differ = (sentence: string): void => {
    if (differences.length < differencesLimit) differences.push(sentence);
  };
  const { results, expectedEntries } = await verifyEntries(database, differ);
  const { entries } = await database
    .selectFrom('entries')
    .select((eb) => eb.fn.countAll<number>().as('entries'))
    .executeTakeFirstOrThrow();
  if (entries !== expectedEntries) {
    differ(`There are ${entries} entries, but the results give ${expectedEntries}.`);
  }
  const keys = await boardKeys(database);
  for (const key of keys) await verifyBoard(database, key, differ);
  return { results, entries, boards: keys.length, differences };
}

async function verifyEntries(
  database: Snapshot,
  differ: (sentence: string) => void,
): Promise<{ results: number; expectedEntries: number }> {
  let results = 0;
  let expectedEntries = 0;
  for await (const page of resultPages(database)) {
    results += page.length;
    const expected = page.flatMap((result) => {
      if (result.status === 'quarantined') return [];
      const submission = JSON.parse(result.document) as Submission;
      return newEntries(submission, countedCells(submission), result.origin);
    });
    expectedEntries += expected.length;
    const found = await findEntries(database, expected);
    for (const entry of expected) {
      const [only, ...others] = found.get(entryKey(entry)) ?? [];
      const isRight =
        only !== undefined &&
        others.length === 0 &&
        (Object.keys(entry) as (keyof typeof entry)[]).every((name) => entry[name] === only[name]);
      if (!isRight)
        differ(`Result ${entry.result_id} does not stand on board ${entry.board_key} as it should.`);
    }
  }
  return { results, expectedEntries };
}

/** What the table holds in the slots of these entries, by entry. */
async function findEntries(
  database: Snapshot,
  expected: readonly NewEntry[],
): Promise<Map<string, EntriesTable[]>> {
  const found = new Map<string, EntriesTable[]>();
  for (const some of chunks(expected)) {
    const rows = await database.selectFrom('entries').where(inSlots(some)).selectAll().execute();
    // Two chunks may ask for one slot, of which two results have entries.
    for (const row of rows) {
      const same = found.get(entryKey(row))?.filter(({ ordinal }) => ordinal !== row.ordinal) ?? [];
      found.set(entryKey(row), [...same, row]);
    }
  }
  return found;
}

function entryKey(entry: NewEntry): string {
  return `${slotKey(entry)} ${entry.result_id}`;
}

/** Of everything that has bins, rollups or entries, whether or not the board itself is there. */
async function boardKeys(database: Snapshot): Promise<string[]> {
  const keys = new Set<string>();
  for (const table of ['boards', 'entries', 'bins', 'rollups'] as const) {
    const rows = await database.selectFrom(table).select('board_key').distinct().execute();
    for (const { board_key } of rows) keys.add(board_key);
  }
  return [...keys].sort();
}

async function verifyBoard(
  database: Snapshot,
  key: string,
  differ: (sentence: string) => void,
): Promise<void> {
  const board = await database
    .selectFrom('boards')
    .where('board_key', '=', key)
    .selectAll()
    .executeTakeFirst();
  const entries = await database.selectFrom('entries').where('board_key', '=', key).selectAll().execute();
  const latest = new Map<string, EntriesTable>();
  for (const entry of entries) {
    if (entry.ordinal > (latest.get(slotKey(entry))?.ordinal ?? 0)) latest.set(slotKey(entry), entry);
  }
  const counted = new Set(latest.values());
  for (const entry of entries) {
    if ((entry.is_counted === 1) !== counted.has(entry)) {
      differ(`On board ${key} result ${entry.result_id} is ${entry.is_counted === 1 ? '' : 'not '}counted.`);
    }
  }
  if (board === undefined && entries.length > 0) differ(`Board ${key} is missing.`);
  const expected = new BinChanges();
  for (const entry of counted) expected.add(entry);
  const bins = await database.selectFrom('bins').where('board_key', '=', key).selectAll().execute();
  const rest = new Map(expected.rows().map((row) => [`${row.cohort} ${row.bin}`, row.count]));
  for (const { cohort, bin, count } of bins) {
    const name = `${cohort} ${bin}`;
    const wanted = rest.get(name) ?? 0;
    rest.delete(name);
    if (count !== wanted)
      differ(`Board ${key}, cohort ${cohort}, bin ${bin}: ${count} instead of ${wanted}.`);
  }
  for (const [name, count] of rest) differ(`Board ${key}: ${name} is missing, which should hold ${count}.`);
  const dirty = await database.selectFrom('dirty').where('board_key', '=', key).selectAll().execute();
  if (dirty.length > 0) return;
  const rollups = await database.selectFrom('rollups').where('board_key', '=', key).selectAll().execute();
  const present = new Map(rollups.map((row) => [row.cohort, row]));
  for (const rollup of board === undefined ? [] : boardRollups(board, expected.rows())) {
    if (!isSame(rollup, present.get(rollup.cohort))) {
      differ(`Board ${key}: the figures of cohort ${rollup.cohort} are not those of its bins.`);
    }
    present.delete(rollup.cohort);
  }
  for (const cohort of present.keys())
    differ(`Board ${key}: nobody is in cohort ${cohort}, which has figures.`);
}
