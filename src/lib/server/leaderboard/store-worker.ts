import { mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** What the page's server and the store's thread say to each other. */
export type StoreRequest = { kind: 'close' };
export type StoreReply = { kind: 'opened' } | { kind: 'refused'; detail: string };

type StoreWorkerData = { role: 'leaderboard-store'; dataDir: string };

/**
 * Starts this very file once more, as a thread. The bundlers of the server know nothing of Node's worker threads; a
 * module that names itself is found wherever they put it, as long as it stays a chunk of its own (store.ts imports it
 * dynamically for that).
 */
export function startStoreWorker(dataDir: string): Worker {
  const data: StoreWorkerData = { role: 'leaderboard-store', dataDir };
  return new Worker(new URL(import.meta.url), {
    workerData: data,
    // node:sqlite still announces itself as experimental, which would be the first thing a visitor of `npm start` reads.
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
}

function isStoreWorkerData(data: unknown): data is StoreWorkerData {
  return typeof data === 'object' && data !== null && 'role' in data && data.role === 'leaderboard-store';
}

if (!isMainThread && parentPort !== null && isStoreWorkerData(workerData)) {
  serve(parentPort, workerData.dataDir);
}

function serve(port: NonNullable<typeof parentPort>, dataDir: string): void {
  const reply = (message: StoreReply): void => port.postMessage(message);
  const opened = open(dataDir);
  if (opened.status === 'refused') {
    reply({ kind: 'refused', detail: opened.detail });
    port.close();
    return;
  }
  port.on('message', (request: StoreRequest) => {
    switch (request.kind) {
      case 'close':
        opened.database.close();
        port.close();
    }
  });
  reply({ kind: 'opened' });
}

function open(
  dataDir: string,
): { status: 'opened'; database: DatabaseSync } | { status: 'refused'; detail: string } {
  try {
    makeFolder(dataDir);
    const database = new DatabaseSync(join(dataDir, 'leaderboard.sqlite'), {
      enableForeignKeyConstraints: true,
    });
    // Before anything is written: with WAL and FULL a power cut loses no transaction that was answered for.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;');
    const isSound = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] === 'ok';
    if (isSound) {
      // Writes: a file system mounted read-only would otherwise be noticed only by the first submission.
      database.exec(`PRAGMA user_version = ${userVersion(database)}`);
      return { status: 'opened', database };
    }
    database.close();
    return { status: 'refused', detail: 'the database file in it is damaged' };
  } catch (error) {
    return { status: 'refused', detail: error instanceof Error ? error.message : String(error) };
  }
}

/** Step by step: `recursive: true` never returns for a folder below /proc (Node 24), whose parent exists and refuses. */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  mkdirSync(path);
}

function userVersion(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
}
