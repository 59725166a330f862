import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { RunDocument } from '#lib/core/results/run-document.ts';
import type { InterruptedRun, KeptRun } from './stored-run.ts';

interface RunsSchema extends DBSchema {
  /** Small, so that the list can be read whole. */
  kept: { key: string; value: KeptRun; indexes: { startedAt: string } };
  documents: { key: string; value: RunDocument };
  interrupted: { key: string; value: InterruptedRun };
}
export type RunsDatabase = IDBPDatabase<RunsSchema>;

export const databaseName = 'inferometer';
const databaseVersion = 1;

/** What storage answered. It may refuse at any time, and nothing that measures may depend on it. */
export type Stored<Value> =
  | { readonly status: 'stored'; readonly value: Value }
  /** `reason` is a clause for people that fits behind a colon. */
  | { readonly status: 'refused'; readonly reason: string };

let connection: Promise<RunsDatabase> | null = null;

/** Works on the database of runs; every store is there. Rejects only for bugs. */
export async function withDatabase<Value>(
  work: (database: RunsDatabase) => Promise<Value>,
): Promise<Stored<Value>> {
  try {
    // Firefox has none in some private windows and sandboxes; where data is blocked, some browsers throw here already.
    if ((globalThis.indexedDB as IDBFactory | undefined) === undefined)
      return { status: 'refused', reason: 'this browser offers no storage here' };
    connection ??= open();
    return { status: 'stored', value: await work(await connection) };
  } catch (error) {
    forget();
    const reason = refusalOf(error);
    if (reason === null) throw error;
    return { status: 'refused', reason };
  }
}

function open(): Promise<RunsDatabase> {
  return openDB<RunsSchema>(databaseName, databaseVersion, {
    upgrade(database) {
      database.createObjectStore('kept', { keyPath: 'runId' }).createIndex('startedAt', 'startedAt');
      database.createObjectStore('documents', { keyPath: 'runId' });
      database.createObjectStore('interrupted', { keyPath: 'runId' });
    },
    // Another tab brings a newer schema, or the data is being deleted: neither may wait for this page.
    blocking: forget,
    terminated: forget,
  });
}

function forget(): void {
  connection?.then(
    (database) => database.close(),
    () => {},
  );
  connection = null;
}

/** Why storage would not do it; null for anything that a browser's storage does not say by itself. */
function refusalOf(error: unknown): string | null {
  if (!(error instanceof DOMException)) return null;
  switch (error.name) {
    case 'QuotaExceededError':
      return 'the storage that the browser gives this site is full';
    case 'SecurityError':
    case 'NotAllowedError':
      return 'the browser does not let this site store anything';
    case 'VersionError':
      return 'a newer Inferometer has been open in this browser; reload the page';
    // Chromium with site data blocked, a private window, a damaged profile, data deleted under the page.
    case 'UnknownError':
    case 'InvalidStateError':
    case 'AbortError':
    case 'TimeoutError':
      return `the browser’s storage did not work${error.message === '' ? '' : ` (${error.message.replace(/\.$/, '')})`}`;
    default:
      return null;
  }
}
