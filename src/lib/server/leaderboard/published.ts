import type { Connection } from './connection.ts';
import type { Unavailable } from './store.ts';

/** An outcome of reading, before the epoch is put to it. */
export type Unpublished<Outcome> = Outcome extends Unavailable
  ? never
  : Outcome extends { readonly status: unknown }
    ? Omit<Outcome, 'epoch'>
    : never;

/** The same with its epoch. */
export type Published<Outcome> = Outcome extends unknown ? Outcome & { readonly epoch: number } : never;

export async function readEpoch({ database }: Pick<Connection, 'database'>): Promise<number> {
  const { value } = await database
    .selectFrom('counters')
    .where('id', '=', 'epoch')
    .select('value')
    .executeTakeFirstOrThrow();
  return value;
}
