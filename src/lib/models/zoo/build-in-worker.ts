import { WorkerClient } from '#lib/workers/client.ts';
import type { BuildCalls, BuiltFile } from './build-calls.ts';
import type { ZooBuildProblem } from './build-zoo-model.ts';
import type { ZooRequest } from './zoo-graph.ts';

export type BuildOutcome =
  | BuiltFile
  | ZooBuildProblem
  | { readonly status: 'cancelled' }
  /** The worker crashed, most likely because there was no memory left. */
  | { readonly status: 'stopped'; readonly detail: string };

/** How a model of the zoo is built. */
export type ZooBuilder = (
  request: ZooRequest,
  onProgress: (progress: BuildCalls['build']['event']) => void,
  signal?: AbortSignal,
) => Promise<BuildOutcome>;

/** Builds a model in a worker of its own, which is ended afterwards, and at once when `signal` is aborted. */
export const buildInWorker: ZooBuilder = async (request, onProgress, signal) => {
  if (signal?.aborted === true) return { status: 'cancelled' };
  const worker = new Worker(new URL('./build.worker.ts', import.meta.url), {
    type: 'module',
    name: 'inferometer-build',
  });
  const client = new WorkerClient<BuildCalls>(worker);
  const stop = () => client.terminate();
  signal?.addEventListener('abort', stop, { once: true });
  const outcome = await client.call('build', request, { onEvent: onProgress });
  signal?.removeEventListener('abort', stop);
  client.terminate();
  switch (outcome.status) {
    case 'answered':
      return outcome.reply;
    case 'terminated':
      return { status: 'cancelled' };
    case 'thrown':
    case 'crashed':
      return { status: 'stopped', detail: outcome.message };
    case 'timeout':
      return { status: 'stopped', detail: 'it took too long' };
  }
};
