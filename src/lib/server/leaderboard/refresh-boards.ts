import { boardRollups, type NewRollup } from './board-rollups.ts';
import { inTransaction, withRetries, type Connection } from './connection.ts';
import { chunks, insertKept } from './kept-statements.ts';
import type { DirtyTable, RollupsTable } from './schema.ts';
import type { Unavailable } from './store.ts';
import type { Transaction } from 'kysely';
import type { Database } from './schema.ts';

/** A dirty board with its rollups, made from bins that were read after its mark. */
export interface CollectedBoard extends DirtyTable {
  readonly rollups: readonly NewRollup[];
}

export function dirtyBoards(connection: Connection, limit: number): Promise<DirtyTable[] | Unavailable> {
  return withRetries(connection, () =>
    connection.database.selectFrom('dirty').selectAll().orderBy('board_key').limit(limit).execute(),
  );
}

/**
 * The heavy part, outside of any transaction: reads a board's bins and computes its rollups. `dirty` was read before, so
 * the bins hold all that was written up to that mark.
 */
export function collectBoard(
  { database, classify }: Connection,
  dirty: DirtyTable,
): Promise<CollectedBoard | Unavailable> {
  return withRetries({ classify }, async () => {
    const board = await database
      .selectFrom('boards')
      .where('board_key', '=', dirty.board_key)
      .select(['board_key', 'model_sha256', 'backend', 'engine'])
      .executeTakeFirst();
    if (board === undefined) return { ...dirty, rollups: [] };
    const bins = await database
      .selectFrom('bins')
      .where('board_key', '=', dirty.board_key)
      .where('count', '<>', 0)
      .select(['cohort', 'bin', 'count'])
      .execute();
    return { ...dirty, rollups: boardRollups(board, bins) };
  });
}

/**
 * Publishes rollups under a new epoch. Correct whatever writers and other instances do meanwhile, because
 * 1. raising the epoch comes first, and holds every other publisher off until the end of the transaction;
 * 2. a board whose mark is gone was published by somebody who had seen it or a later one: its rollups are dropped;
 * 3. a board whose mark has changed is published and stays dirty;
 * 4. a board whose mark is the same has not been written to since its bins were read. Deleting the mark keeps writers
 *    off it until the end of the transaction, so that what nobody counts on any more can be cleared away.
 * @returns the epoch
 */
export function publishBoards(
  connection: Connection,
  collected: readonly CollectedBoard[],
): Promise<number | Unavailable> {
  return inTransaction(connection, async (transaction) => {
    const { value: epoch } = await transaction
      .updateTable('counters')
      .set((eb) => ({ value: eb('value', '+', 1) }))
      .where('id', '=', 'epoch')
      .returning('value')
      .executeTakeFirstOrThrow();
    const inOrder = [...collected].sort((a, b) => (a.board_key < b.board_key ? -1 : 1));
    for (const board of inOrder) await publishBoard(transaction, board, epoch);
    return epoch;
  });
}

async function publishBoard(
  transaction: Transaction<Database>,
  { board_key, mark, rollups }: CollectedBoard,
  epoch: number,
): Promise<void> {
  const cleaned = await transaction
    .deleteFrom('dirty')
    .where('board_key', '=', board_key)
    .where('mark', '=', mark)
    .returning('board_key')
    .execute();
  const isUnchanged = cleaned.length > 0;
  if (!isUnchanged) {
    const left = await transaction
      .selectFrom('dirty')
      .where('board_key', '=', board_key)
      .select('board_key')
      .execute();
    if (left.length === 0) return;
  }
  await writeRollups(transaction, board_key, rollups, epoch);
  if (!isUnchanged) return;
  await transaction.deleteFrom('bins').where('board_key', '=', board_key).where('count', '=', 0).execute();
  if (rollups.length === 0) {
    // Nobody is counted here any more: whose model it was is nobody's business either.
    await transaction.deleteFrom('boards').where('board_key', '=', board_key).execute();
  }
}

/** Only what has changed, so that a row's epoch says when its figures did. */
async function writeRollups(
  transaction: Transaction<Database>,
  board_key: string,
  rollups: readonly NewRollup[],
  epoch: number,
): Promise<void> {
  const present = await transaction
    .selectFrom('rollups')
    .where('board_key', '=', board_key)
    .selectAll()
    .execute();
  const former = new Map(present.map((row) => [row.cohort, row]));
  const changed = rollups
    .filter((rollup) => !isSame(rollup, former.get(rollup.cohort)))
    .map((rollup): RollupsTable => ({ ...rollup, epoch }));
  const remaining = new Set(rollups.map(({ cohort }) => cohort));
  const gone = present.map(({ cohort }) => cohort).filter((cohort) => !remaining.has(cohort));
  for (const some of chunks(gone)) {
    await transaction
      .deleteFrom('rollups')
      .where('board_key', '=', board_key)
      .where('cohort', 'in', some)
      .execute();
  }
  await insertKept(transaction, 'publish rollups', changed, (rows) =>
    transaction
      .insertInto('rollups')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['board_key', 'cohort']).doUpdateSet((eb) => ({
          is_shown: eb.ref('excluded.is_shown'),
          count: eb.ref('excluded.count'),
          p10: eb.ref('excluded.p10'),
          p25: eb.ref('excluded.p25'),
          p50: eb.ref('excluded.p50'),
          p75: eb.ref('excluded.p75'),
          p90: eb.ref('excluded.p90'),
          ci_low: eb.ref('excluded.ci_low'),
          ci_high: eb.ref('excluded.ci_high'),
          share_above_one: eb.ref('excluded.share_above_one'),
          epoch: eb.ref('excluded.epoch'),
        })),
      ),
  );
}

/** Whether a published row says just what the new one would. */
export function isSame(rollup: NewRollup, former: RollupsTable | undefined): boolean {
  if (former === undefined) return false;
  return (Object.keys(rollup) as (keyof NewRollup)[]).every((name) => rollup[name] === former[name]);
}
