import { randomUUID } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { BinChanges } from './bin-changes.ts';
import type { NewEntry } from './result-row.ts';
import type { BoardsTable, Database, EntriesTable } from './schema.ts';

/** Well under what either database takes as parameters of one statement (32,766 and 65,535). */
const rowsPerStatement = 500;

/**
 * Takes the boards for this transaction and marks them for the refresher, in one: whoever writes to a board sets its
 * mark first, in the order of the keys, so that writers of one board take turns and never wait in a ring. Locking needs
 * nothing else, which is why there is no `for update` anywhere.
 */
export async function takeBoards(transaction: Transaction<Database>, keys: Iterable<string>): Promise<void> {
  const mark = randomUUID();
  for (const some of chunks([...new Set(keys)].sort())) {
    await transaction
      .insertInto('dirty')
      .values(some.map((board_key) => ({ board_key, mark })))
      .onConflict((conflict) =>
        conflict.column('board_key').doUpdateSet({ mark: (eb) => eb.ref('excluded.mark') }),
      )
      .execute();
  }
}

/** Counts new entries, in their order; of a slot's entries the last counts. The boards have to be taken. */
export async function addEntries(
  transaction: Transaction<Database>,
  boards: readonly BoardsTable[],
  entries: readonly NewEntry[],
): Promise<void> {
  const distinctBoards = [...new Map(boards.map((board) => [board.board_key, board])).values()];
  distinctBoards.sort((a, b) => (a.board_key < b.board_key ? -1 : 1));
  for (const some of chunks(distinctBoards)) {
    await transaction
      .insertInto('boards')
      .values(some)
      .onConflict((conflict) => conflict.column('board_key').doNothing())
      .execute();
  }
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
  for (const some of chunks([...added].sort(byKey))) {
    await transaction.insertInto('entries').values(some).execute();
  }
  await changeBins(transaction, changes);
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
  for (const some of chunks(changes.rows())) {
    await transaction
      .insertInto('bins')
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(['board_key', 'cohort', 'bin']).doUpdateSet({
          count: (eb) => eb('bins.count', '+', eb.ref('excluded.count')),
        }),
      )
      .execute();
  }
}

async function countedEntries(
  transaction: Transaction<Database>,
  entries: readonly NewEntry[],
): Promise<Map<string, EntriesTable>> {
  const counted = new Map<string, EntriesTable>();
  for (const some of chunks(entries)) {
    const rows = await transaction
      .selectFrom('entries')
      .where(inSlots(some))
      .where('is_counted', '=', 1)
      .selectAll()
      .execute();
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
  for (const { board_key, pair, origin, slot, ordinal } of [...entries].sort(byKey)) {
    await transaction
      .updateTable('entries')
      .set({ is_counted })
      .where('board_key', '=', board_key)
      .where('pair', '=', pair)
      .where('origin', '=', origin)
      .where('slot', '=', slot)
      .where('ordinal', '=', ordinal)
      .execute();
  }
}

type SlotColumns = Pick<EntriesTable, 'board_key' | 'pair' | 'origin' | 'slot'>;

/** `values` because SQLite takes lists of rows in no other form. */
export function inSlots(entries: readonly SlotColumns[]) {
  const rows = entries.map(
    ({ board_key, pair, origin, slot }) => sql`(${board_key}, ${pair}, ${origin}, ${slot})`,
  );
  return sql<boolean>`(board_key, pair, origin, slot) in (values ${sql.join(rows)})`;
}

export function slotKey({ board_key, pair, origin, slot }: SlotColumns): string {
  return `${board_key} ${pair} ${origin} ${slot}`;
}

function byKey(a: EntriesTable, b: EntriesTable): number {
  for (const column of ['board_key', 'pair', 'origin', 'slot'] as const) {
    if (a[column] !== b[column]) return a[column] < b[column] ? -1 : 1;
  }
  return a.ordinal - b.ordinal;
}

export function chunks<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / rowsPerStatement) }, (_, index) =>
    items.slice(index * rowsPerStatement, (index + 1) * rowsPerStatement),
  );
}
