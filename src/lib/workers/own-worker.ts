import { WorkerClient } from './client.ts';
import type { CallMap } from './messages.ts';

/** Does some work with a fresh worker, and ends the worker afterwards, or at once when the signal fires. */
export async function withOwnWorker<Calls extends CallMap, Result>(
  start: () => Worker,
  signal: AbortSignal | undefined,
  work: (worker: WorkerClient<Calls>) => Promise<Result>,
): Promise<Result> {
  const worker = new WorkerClient<Calls>(start());
  const terminate = () => worker.terminate();
  signal?.addEventListener('abort', terminate);
  if (signal?.aborted === true) terminate();
  try {
    return await work(worker);
  } finally {
    signal?.removeEventListener('abort', terminate);
    terminate();
  }
}
