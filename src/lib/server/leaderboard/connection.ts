import type { Kysely, Transaction } from 'kysely';
import type { Database } from './schema.ts';
import type { Unavailable } from './store.ts';

/** What a dialect's folder gives (`sqlite/connect.ts`, `postgresql/connect.ts`): everything else is one code path. */
export interface Connection {
  readonly database: Kysely<Database>;
  /** Put behind a table whose rows are found by its key alone. */
  readonly tableSuffix: string;
  /** What an error of the driver means. */
  readonly classify: (error: unknown) => Fault;
}

export type Fault =
  /** The same transaction may succeed when it is begun again. */
  | { readonly kind: 'retry'; readonly otherwise: Unavailable }
  | { readonly kind: 'unavailable'; readonly outcome: Unavailable }
  | { readonly kind: 'bug' };

const attemptsLimit = 8;
const firstPauseMs = 10;
const longestPauseMs = 400;

/**
 * Runs the work in a transaction, again where the database says that doing so may help. A commit whose answer got lost
 * is repeated as well, so the work has to notice what it did before: results know it by their id.
 */
export function inTransaction<Outcome>(
  connection: Connection,
  work: (transaction: Transaction<Database>) => Promise<Outcome>,
): Promise<Outcome | Unavailable> {
  return withRetries(connection, () => connection.database.transaction().execute(work));
}

/** Runs reading work, and again where that may help. */
export async function withRetries<Outcome>(
  connection: Pick<Connection, 'classify'>,
  work: () => Promise<Outcome>,
): Promise<Outcome | Unavailable> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const fault = connection.classify(error);
      if (fault.kind === 'bug') throw error;
      if (fault.kind === 'unavailable') return fault.outcome;
      if (attempt === attemptsLimit) return fault.otherwise;
    }
    await pause(Math.min(longestPauseMs, firstPauseMs * 2 ** attempt));
  }
}

/** Between half and all of it, so that two that were in each other's way do not meet again. */
function pause(limitMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, limitMs * (0.5 + Math.random() / 2)));
}

/** A transaction that reads one moment's state. */
export type Snapshot = Transaction<Database>;

/** Reads everything as it was at one moment, whatever is written meanwhile. */
export function inSnapshot<Outcome>(
  { database }: Pick<Connection, 'database'>,
  read: (snapshot: Snapshot) => Promise<Outcome>,
): Promise<Outcome> {
  return database.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read);
}
