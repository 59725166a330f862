/**
 * Counts the workers that the runtime starts from now on. A thread pool is one thread per worker plus the thread that
 * calls it, so this is what really runs, whatever the settings say.
 */
export function countStartedWorkers(scope: { Worker: typeof Worker }): () => number {
  let started = 0;
  scope.Worker = class extends scope.Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      started += 1;
    }
  };
  return () => started;
}
