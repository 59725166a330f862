import type { CompiledQuery, Transaction } from 'kysely';
import type { Database } from './schema.ts';

/** Well under what either database takes as parameters of one statement (32,766 and 65,535). */
const rowsPerStatement = 256;

/** By the adapter of a database, which all its transactions share: the texts of two dialects differ. */
const keptByDatabase = new WeakMap<object, Map<string, CompiledQuery>>();

/**
 * Runs a statement over a list of rows. Writing such a statement takes Kysely longer than the database needs to execute
 * it, and of one name and number of parameters it is always the same text; so that is written once.
 * @param name the same only for the same text
 * @param parameters in the order in which they stand in what `build` makes
 */
export async function executeKept<Output>(
  transaction: Transaction<Database>,
  name: string,
  parameters: readonly unknown[],
  build: () => { compile: () => CompiledQuery<Output> },
): Promise<Output[]> {
  const { adapter } = transaction.getExecutor();
  const kept = keptByDatabase.get(adapter) ?? new Map<string, CompiledQuery>();
  keptByDatabase.set(adapter, kept);
  const key = `${name} ${parameters.length}`;
  let statement = kept.get(key) as CompiledQuery<Output> | undefined;
  if (statement === undefined) {
    statement = build().compile();
    const isInOrder = statement.parameters.every((value, index) => value === parameters[index]);
    if (!isInOrder || statement.parameters.length !== parameters.length) {
      throw new Error(`The statement ${name} takes other parameters than it was given.`);
    }
    kept.set(key, statement);
  }
  const { rows } = await transaction.executeQuery<Output>({ ...statement, parameters });
  return rows;
}

/**
 * Inserts rows that all have the same columns, in statements that are written once.
 * @param build the statement for some rows
 * @returns what the statements return
 */
export async function insertKept<Row extends object, Output>(
  transaction: Transaction<Database>,
  name: string,
  rows: readonly Row[],
  build: (rows: readonly Row[]) => { compile: () => CompiledQuery<Output> },
): Promise<Output[]> {
  // The order of a row's columns is that of the text, so it is part of the name.
  const columns = Object.keys(rows[0] ?? {}) as (keyof Row & string)[];
  const fullName = `${name} ${columns.join()}`;
  const returned: Output[] = [];
  for (const some of chunks(rows)) {
    const values = some.flatMap((row) => columns.map((column) => row[column]));
    returned.push(...(await executeKept(transaction, fullName, values, () => build(some))));
  }
  return returned;
}

/** Pieces of at most 256 items, each a power of two long: so few lengths make few statements to write and prepare. */
export function chunks<Item>(items: readonly Item[]): Item[][] {
  const pieces: Item[][] = [];
  for (let start = 0; start < items.length;) {
    const left = Math.min(rowsPerStatement, items.length - start);
    const length = 2 ** Math.floor(Math.log2(left));
    pieces.push(items.slice(start, start + length));
    start += length;
  }
  return pieces;
}
