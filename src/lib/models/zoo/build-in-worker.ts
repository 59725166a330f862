import { withOwnWorker } from '#lib/workers/own-worker.ts';
import { replyOrCutShort, type CutShort } from '../cut-short.ts';
import type { BuildCalls, BuiltFile } from './build-calls.ts';
import type { ZooBuildProblem } from './build-zoo-model.ts';
import type { ZooRequest } from './zoo-graph.ts';

export type BuildOutcome = BuiltFile | ZooBuildProblem | CutShort;

/** How a model of the zoo is built. */
export type ZooBuilder = (
  request: ZooRequest,
  onProgress: (progress: BuildCalls['build']['event']) => void,
  signal?: AbortSignal,
) => Promise<BuildOutcome>;

/** Builds a model in a worker of its own, which is ended afterwards, and at once when `signal` is aborted. */
export const buildInWorker: ZooBuilder = async (request, onProgress, signal) => {
  if (signal?.aborted === true) return { status: 'cancelled' };
  return withOwnWorker<BuildCalls, BuildOutcome>(startWorker, signal, async (worker) =>
    replyOrCutShort(await worker.call('build', request, { onEvent: onProgress })),
  );
};

function startWorker(): Worker {
  return new Worker(new URL('./build.worker.ts', import.meta.url), {
    type: 'module',
    name: 'inferometer-build',
  });
}
