import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Submission } from '#lib/core/results/submission.ts';
import { BinChanges } from './bin-changes.ts';
import { inSnapshot, type Connection } from './connection.ts';
import { addBoards, changeBins, inSlots, insertEntries, slotKey, takeBoards } from './count-entries.ts';
import { chunks, insertKept } from './kept-statements.ts';
import { countedCells } from './counted-cells.ts';
import { boardRows, newEntries, ratioBins, type NewEntry } from './result-row.ts';
import { resultPages, resultsPerPage } from './result-pages.ts';
import type { BoardsTable, EntriesTable, ResultsTable, RigsTable } from './schema.ts';

/**
 * A backup is a compressed file of JSON lines: a head, the rigs, every result with the places of its entries, and an
 * end, without which it is damaged. It holds no computed figure, and goes from either kind of database to either.
 * In version 1 the place of each entry is followed by one for each of its ratios, which were counted by themselves.
 */
type Line =
  | { kind: 'inferometer-leaderboard-backup'; version: number }
  | { kind: 'rig'; rig: RigsTable }
  | ResultLine
  | { kind: 'end'; results: number };
type ResultLine = { kind: 'result'; result: ResultsTable; places: Place[] };
/** In the order of `newEntries`. */
type Place = Pick<EntriesTable, 'ordinal' | 'is_counted'>;

const backupVersion = 2;

/** Writes a backup beside a running server; the file appears once it is whole. @returns how many results it holds */
export async function writeBackup(connection: Connection, path: string): Promise<number> {
  let results = 0;
  const partial = `${path}.partial`;
  try {
    await inSnapshot(connection, async (database) => {
      async function* lines(): AsyncGenerator<string> {
        yield textOf({ kind: 'inferometer-leaderboard-backup', version: backupVersion });
        for (const rig of await database.selectFrom('rigs').selectAll().execute()) {
          yield textOf({ kind: 'rig', rig });
        }
        for await (const page of resultPages(database)) {
          const entries = page.flatMap((result) => entriesOf(result));
          const places = new Map<string, Place>();
          for (const some of chunks(entries)) {
            const rows = await database.selectFrom('entries').where(inSlots(some)).selectAll().execute();
            for (const { ordinal, is_counted, ...row } of rows) {
              places.set(`${slotKey(row)} ${row.result_id}`, { ordinal, is_counted });
            }
          }
          for (const result of page) {
            results += 1;
            const own = entriesOf(result).map((entry) => places.get(`${slotKey(entry)} ${entry.result_id}`));
            yield textOf({ kind: 'result', result, places: own.filter((place) => place !== undefined) });
          }
        }
        yield textOf({ kind: 'end', results });
      }
      await pipeline(lines, createGzip(), createWriteStream(partial, { flush: true }));
    });
    await rename(partial, path);
    return results;
  } finally {
    await rm(partial, { force: true });
  }
}

export type RestoreOutcome =
  | { readonly status: 'restored'; readonly results: number }
  | { readonly status: 'not-empty' }
  | { readonly status: 'damaged'; readonly detail: string };

/** Fills an empty database from a backup, which is read to its end before anything is written. */
export async function restoreBackup(connection: Connection, path: string): Promise<RestoreOutcome> {
  const { database } = connection;
  if ((await database.selectFrom('results').select('id').limit(1).execute()).length > 0) {
    return { status: 'not-empty' };
  }
  const fault = await faultOf(path);
  if (fault !== null) return { status: 'damaged', detail: fault };
  let results = 0;
  let version = backupVersion;
  let page: ResultLine[] = [];
  const flush = async (): Promise<void> => {
    await restorePage(connection, page);
    results += page.length;
    page = [];
  };
  for await (const line of readLines(path)) {
    if (line.kind === 'rig') {
      await database
        .insertInto('rigs')
        .values(line.rig)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    }
    if (line.kind === 'inferometer-leaderboard-backup') version = line.version;
    if (line.kind === 'result') page.push(version === 1 ? withoutRatios(line) : line);
    if (page.length === resultsPerPage) await flush();
  }
  if (page.length > 0) await flush();
  return { status: 'restored', results };
}

function withoutRatios(line: ResultLine): ResultLine {
  const places: Place[] = [];
  let index = 0;
  for (const entry of entriesOf(line.result)) {
    places.push(...line.places.slice(index, index + 1));
    index += 1 + ratioBins(entry).length;
  }
  return { ...line, places };
}

async function restorePage({ database }: Connection, page: readonly ResultLine[]): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const boards = new Map<string, BoardsTable>();
    const entries: EntriesTable[] = [];
    const changes = new BinChanges();
    for (const { result, places } of page) {
      if (result.status === 'quarantined') continue;
      const submission = JSON.parse(result.document) as Submission;
      const cells = countedCells(submission);
      for (const board of boardRows(submission, cells)) boards.set(board.board_key, board);
      for (const [index, entry] of newEntries(submission, cells, result.origin).entries()) {
        const place = places[index];
        if (place === undefined) throw new Error(`The backup lacks a place of result ${result.id}.`);
        entries.push({ ...entry, ...place });
        if (place.is_counted === 1) changes.add(entry);
      }
    }
    const results = page.map(({ result }) => result);
    await insertKept(transaction, 'restore results', results, (rows) =>
      transaction.insertInto('results').values(rows),
    );
    await takeBoards(transaction, boards.keys());
    await addBoards(transaction, [...boards.values()]);
    await insertEntries(transaction, entries);
    await changeBins(transaction, changes);
    if (page.some(({ result }) => result.is_synthetic === 1)) {
      await transaction.updateTable('counters').set({ value: 1 }).where('id', '=', 'synthetic').execute();
    }
  });
}

/** What is wrong with a file as a backup; null where nothing is. */
async function faultOf(path: string): Promise<string | null> {
  let results = 0;
  let last: Line | null = null;
  let isFirst = true;
  try {
    for await (const line of readLines(path)) {
      if (isFirst && line.kind !== 'inferometer-leaderboard-backup')
        return 'it is no backup of a leaderboard';
      if (line.kind === 'inferometer-leaderboard-backup' && line.version > backupVersion) {
        return 'it was written by a newer version';
      }
      isFirst = false;
      if (line.kind === 'result') results += 1;
      last = line;
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return last?.kind === 'end' && last.results === results ? null : 'its end is missing';
}

async function* readLines(path: string): AsyncGenerator<Line> {
  const unzipped = createGunzip();
  const file = createReadStream(path);
  file.on('error', (error) => unzipped.destroy(error));
  for await (const text of createInterface({ input: file.pipe(unzipped), crlfDelay: Infinity })) {
    yield JSON.parse(text) as Line;
  }
}

function entriesOf(result: ResultsTable): NewEntry[] {
  if (result.status === 'quarantined') return [];
  const submission = JSON.parse(result.document) as Submission;
  return newEntries(submission, countedCells(submission), result.origin);
}

function textOf(line: Line): string {
  return `${JSON.stringify(line)}\n`;
}
