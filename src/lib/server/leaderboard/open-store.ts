import type { Worker } from 'node:worker_threads';
import type { StoreReply, StoreRequest } from './store-worker.ts';
import type { Store } from './store.ts';

/** The data folder cannot be used; the message is a sentence for the person who started the server. */
export class StoreOpenError extends Error {
  override readonly name = 'StoreOpenError';
}

/**
 * Makes `dataDir` and opens its SQLite file `leaderboard.sqlite` (WAL, `synchronous=FULL`).
 * @throws StoreOpenError when the folder cannot be made or written, or the file is damaged
 */
export async function openStore(dataDir: string): Promise<Pick<Store, 'close'>> {
  const { startStoreWorker } = await import('./store-worker.ts');
  const worker = startStoreWorker(dataDir);
  const reply = await firstReply(worker);
  if (reply.kind === 'refused') {
    throw new StoreOpenError(
      `The data folder ${dataDir} cannot be used (${reply.detail}): choose a folder that can be written with DATA_DIR.`,
    );
  }
  return { close: () => close(worker) };
}

function firstReply(worker: Worker): Promise<StoreReply> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The store's thread ended with code ${code}.`)));
  });
}

function close(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    worker.once('exit', () => resolve());
    const request: StoreRequest = { kind: 'close' };
    worker.postMessage(request);
  });
}
