import { withRetries, type Connection } from './connection.ts';
import type { Unavailable } from './store.ts';

/** An outcome of reading, before the epoch is put to it. */
export type Unpublished<Outcome> = Outcome extends Unavailable
  ? never
  : Outcome extends { readonly status: unknown }
    ? Omit<Outcome, 'epoch'>
    : never;

export async function readEpoch({ database }: Pick<Connection, 'database'>): Promise<number> {
  const { value } = await database
    .selectFrom('counters')
    .where('id', '=', 'epoch')
    .select('value')
    .executeTakeFirstOrThrow();
  return value;
}

/** The epoch is read first: figures that are younger than their tag are asked for again, older ones would stay. */
export function published<Outcome>(
  connection: Connection,
  read: () => Promise<Unpublished<Outcome>>,
): Promise<Outcome | Unavailable> {
  return withRetries(connection, async () => {
    const epoch = await readEpoch(connection);
    return { ...(await read()), epoch } as Outcome;
  });
}
