import { inTransaction, type Connection } from './connection.ts';
import { addEntries, removeEntries, takeBoards } from './count-entries.ts';
import { countedCells } from './counted-cells.ts';
import { chunks, insertKept } from './kept-statements.ts';
import { boardRows, newEntries, type NewEntry, type ResultRow } from './result-row.ts';
import type { ResultsTable } from './schema.ts';
import type { RemoveOutcome, SubmitOutcome, Unavailable } from './store.ts';
import type { Submission } from '#lib/core/results/submission.ts';

/**
 * Keeps many results in one transaction, so that they share one flush to the disk: the outcomes come in their order,
 * and only once all are durable.
 */
export async function submitResults(
  connection: Connection,
  rows: readonly ResultRow[],
): Promise<SubmitOutcome[]> {
  const outcomes = await inTransaction(connection, async (transaction) => {
    const known = new Map<string, string>();
    const isNew = new Set<string>();
    const distinct = [...new Map([...rows].reverse().map((row) => [row.result.id, row])).values()];
    distinct.sort((a, b) => (a.result.id < b.result.id ? -1 : 1));
    const results = distinct.map(({ result }) => result);
    const inserted = await insertKept(transaction, 'add results', results, (some) =>
      transaction
        .insertInto('results')
        .values(some)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('id'),
    );
    for (const { id } of inserted) isNew.add(id);
    const ids = distinct.map(({ result }) => result.id).filter((id) => !isNew.has(id));
    for (const some of chunks(ids)) {
      const found = await transaction
        .selectFrom('results')
        .where('id', 'in', some)
        .select(['id', 'body_sha256'])
        .execute();
      for (const { id, body_sha256 } of found) known.set(id, body_sha256);
    }
    const accepted: ResultRow[] = [];
    const statuses = rows.map((row): SubmitOutcome => {
      const { id, body_sha256 } = row.result;
      const former = known.get(id);
      if (former === undefined) {
        known.set(id, body_sha256);
        accepted.push(row);
        return { status: 'accepted' };
      }
      return { status: former === body_sha256 ? 'repeated' : 'conflict' };
    });
    const entries = accepted.flatMap((row) => row.entries);
    await takeBoards(
      transaction,
      entries.map(({ board_key }) => board_key),
    );
    await addEntries(
      transaction,
      accepted.flatMap((row) => row.boards),
      entries,
    );
    if (accepted.some(({ result }) => result.is_synthetic === 1)) {
      await transaction.updateTable('counters').set({ value: 1 }).where('id', '=', 'synthetic').execute();
    }
    return statuses;
  });
  return Array.isArray(outcomes) ? outcomes : rows.map(() => outcomes);
}

/** With a token's digest only where it fits; null removes without one. */
export function removeResult(
  connection: Connection,
  id: string,
  tokenSha256: string | null,
): Promise<RemoveOutcome> {
  return inTransaction(connection, async (transaction): Promise<RemoveOutcome> => {
    // Deleting comes first: who removes or releases the same result at the same time waits for it, and finds it gone.
    const [removed] = await transaction
      .deleteFrom('results')
      .where('id', '=', id)
      .$if(tokenSha256 !== null, (query) => query.where('token_sha256', '=', tokenSha256 ?? ''))
      .returningAll()
      .execute();
    if (removed === undefined) {
      const found = await transaction.selectFrom('results').where('id', '=', id).select('id').execute();
      return { status: found.length === 0 ? 'unknown' : 'forbidden' };
    }
    const entries = entriesOf(removed);
    await takeBoards(
      transaction,
      entries.map(({ board_key }) => board_key),
    );
    await removeEntries(transaction, entries);
    return { status: 'removed' };
  });
}

export type ReleaseOutcome = { readonly status: 'released' | 'unknown' | 'not-quarantined' } | Unavailable;

/** Makes a quarantined result count, as if it came now: it is its slot's latest. */
export function releaseResult(connection: Connection, id: string): Promise<ReleaseOutcome> {
  return inTransaction(connection, async (transaction): Promise<ReleaseOutcome> => {
    const released = await transaction
      .updateTable('results')
      .set({ status: 'public', reason: null })
      .where('id', '=', id)
      .where('status', '=', 'quarantined')
      .returningAll()
      .execute();
    const [result] = released;
    if (result === undefined) {
      const found = await transaction.selectFrom('results').where('id', '=', id).select('id').execute();
      return { status: found.length === 0 ? 'unknown' : 'not-quarantined' };
    }
    const submission = JSON.parse(result.document) as Submission;
    const entries = entriesOf(result);
    await takeBoards(
      transaction,
      entries.map(({ board_key }) => board_key),
    );
    await addEntries(transaction, boardRows(submission, countedCells(submission)), entries);
    return { status: 'released' };
  });
}

function entriesOf(result: ResultsTable): NewEntry[] {
  if (result.status === 'quarantined') return [];
  const submission = JSON.parse(result.document) as Submission;
  return newEntries(submission, countedCells(submission), result.origin);
}
