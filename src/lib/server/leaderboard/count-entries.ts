import { randomUUID } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { BinChanges } from './bin-changes.ts';
import { chunks, executeKept, insertKept } from './kept-statements.ts';
import type { NewEntry } from './result-row.ts';
import type { BoardsTable, Database, EntriesTable } from './schema.ts';

/**
 * Takes the boards for this transaction and marks them for the refresher, in one: whoever writes to a board sets its
 * mark first, in the order of the keys, so that writers of one board take turns and never wait in a ring. Locking needs
 * nothing else, which is why there is no `for update` anywhere.
 */
export async function takeBoards(transaction: Transaction<Database>, keys: Iterable<string>): Promise<void> {
  const mark = randomUUID();
  const marks = [...new Set(keys)].sort().map((board_key) => ({ board_key, mark }));
  await insertKept(transaction, 'take boards', marks, (rows) =>
    transaction
      .insertInto('dirty')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('board_key').doUpdateSet({ mark: (eb) => eb.ref('excluded.mark') }),
      ),
  );
}

/** Counts new entries, in their order; of a slot's entries the last counts. The boards have to be taken. */
export async function addEntries(
  transaction: Transaction<Database>,
  boards: readonly BoardsTable[],
  entries: readonly NewEntry[],
): Promise<void> {
  const distinctBoards = [...new Map(boards.map((board) => [board.board_key, board])).values()];
  distinctBoards.sort((a, b) => (a.board_key < b.board_key ? -1 : 1));
  await addBoards(transaction, distinctBoards);
  const changes = new BinChanges();
  const counted = await countedEntries(transaction, entries);
  const superseded: EntriesTable[] = [];
  const added = new Set<EntriesTable>();
  for (const entry of entries) {
    const former = counted.get(slotKey(entry));
    if (former !== undefined) {
      changes.subtract(former);
      if (added.has(former)) former.is_counted = 0;
      else superseded.push(former);
    }
    const row: EntriesTable = { ...entry, ordinal: (former?.ordinal ?? 0) + 1, is_counted: 1 };
    changes.add(row);
    added.add(row);
    counted.set(slotKey(entry), row);
  }
  await setCounted(transaction, superseded, 0);
  await insertEntries(transaction, [...added].sort(byKey));
  await changeBins(transaction, changes);
}

/** Boards that are there already stay as they are. */
export async function addBoards(
  transaction: Transaction<Database>,
  boards: readonly BoardsTable[],
): Promise<void> {
  await insertKept(transaction, 'add boards', boards, (rows) =>
    transaction
      .insertInto('boards')
      .values(rows)
      .onConflict((conflict) => conflict.column('board_key').doNothing()),
  );
}

export async function insertEntries(
  transaction: Transaction<Database>,
  entries: readonly EntriesTable[],
): Promise<void> {
  await insertKept(transaction, 'insert entries', entries, (rows) =>
    transaction.insertInto('entries').values(rows),
  );
}

/** Takes a result's entries away; where one was counted, its slot's entry before it counts again. */
export async function removeEntries(
  transaction: Transaction<Database>,
  entries: readonly NewEntry[],
): Promise<void> {
  const changes = new BinChanges();
  const removed: EntriesTable[] = [];
  for (const some of chunks(entries)) {
    const rows = await transaction
      .deleteFrom('entries')
      .where(inSlots(some))
      .where('result_id', 'in', [...new Set(some.map(({ result_id }) => result_id))])
      .returningAll()
      .execute();
    removed.push(...rows.filter(({ is_counted }) => is_counted === 1));
  }
  const promoted: EntriesTable[] = [];
  for (const some of chunks(removed)) {
    const rows = await transaction.selectFrom('entries').where(inSlots(some)).selectAll().execute();
    const latest = new Map<string, EntriesTable>();
    for (const row of rows) {
      if (row.ordinal > (latest.get(slotKey(row))?.ordinal ?? 0)) latest.set(slotKey(row), row);
    }
    promoted.push(...latest.values());
  }
  for (const row of removed) changes.subtract(row);
  for (const row of promoted) changes.add(row);
  await setCounted(transaction, promoted, 1);
  await changeBins(transaction, changes);
}

export async function changeBins(transaction: Transaction<Database>, changes: BinChanges): Promise<void> {
  await insertKept(transaction, 'change bins', changes.rows(), (rows) =>
    transaction
      .insertInto('bins')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['board_key', 'cohort', 'bin']).doUpdateSet({
          count: (eb) => eb('bins.count', '+', eb.ref('excluded.count')),
        }),
      ),
  );
}

async function countedEntries(
  transaction: Transaction<Database>,
  entries: readonly NewEntry[],
): Promise<Map<string, EntriesTable>> {
  const counted = new Map<string, EntriesTable>();
  for (const some of chunks(entries)) {
    const slots = some.flatMap(({ board_key, origin, slot }) => [board_key, origin, slot]);
    const rows = await executeKept(transaction, 'counted entries', [...slots, 1], () =>
      transaction.selectFrom('entries').where(inSlots(some)).where('is_counted', '=', 1).selectAll(),
    );
    for (const row of rows) counted.set(slotKey(row), row);
  }
  return counted;
}

async function setCounted(
  transaction: Transaction<Database>,
  entries: readonly EntriesTable[],
  is_counted: 0 | 1,
): Promise<void> {
  // One by one, because ordinals are numbers, whose type PostgreSQL cannot tell in a list of values.
  for (const { board_key, origin, slot, ordinal } of [...entries].sort(byKey)) {
    await transaction
      .updateTable('entries')
      .set({ is_counted })
      .where('board_key', '=', board_key)
      .where('origin', '=', origin)
      .where('slot', '=', slot)
      .where('ordinal', '=', ordinal)
      .execute();
  }
}

type SlotColumns = Pick<EntriesTable, 'board_key' | 'origin' | 'slot'>;

/** `values` because SQLite takes lists of rows in no other form. */
export function inSlots(entries: readonly SlotColumns[]) {
  const rows = entries.map(({ board_key, origin, slot }) => sql`(${board_key}, ${origin}, ${slot})`);
  return sql<boolean>`(board_key, origin, slot) in (values ${sql.join(rows)})`;
}

export function slotKey({ board_key, origin, slot }: SlotColumns): string {
  return `${board_key} ${origin} ${slot}`;
}

function byKey(a: EntriesTable, b: EntriesTable): number {
  for (const column of ['board_key', 'origin', 'slot'] as const) {
    if (a[column] !== b[column]) return a[column] < b[column] ? -1 : 1;
  }
  return a.ordinal - b.ordinal;
}
