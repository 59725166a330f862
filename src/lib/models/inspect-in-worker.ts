import type { InputSpec } from '#lib/core/protocol/input-spec.ts';
import { macsUnknown, type MacCount } from '#lib/onnx/macs/mac-count.ts';
import { withOwnWorker } from '#lib/workers/own-worker.ts';
import { replyOrCutShort, type CutShort } from './cut-short.ts';
import type { HashOutcome } from './hash-files.ts';
import type { InspectCalls } from './inspect-calls.ts';
import type { InspectOutcome } from './inspection.ts';
import { noPreset, type LoadedModel, type ModelPreset } from './loaded-model.ts';

/** Inspects a model file in a worker of its own, which is ended afterwards, and at once when `signal` is aborted. */
export function inspectInWorker(
  model: Blob,
  signal?: AbortSignal,
  preset: ModelPreset = noPreset,
): Promise<InspectOutcome> {
  return inOwnWorker('inspect', { model, preset }, signal);
}

/** `hashFiles` in a worker of its own. */
export function hashInWorker(files: readonly Blob[], signal?: AbortSignal): Promise<HashOutcome> {
  return inOwnWorker('hashFiles', { files }, signal);
}

/**
 * Multiply-accumulates of one run of a loaded model that is fed like this, counted in a worker of its own. Null when
 * cancelled.
 */
export async function countMacsInWorker(
  model: Pick<LoadedModel, 'format' | 'files'>,
  specs: readonly InputSpec[],
  signal?: AbortSignal,
): Promise<MacCount | null> {
  if (model.format.startsWith('tfjs')) return macsUnknown({ kind: 'format', format: 'TensorFlow.js' });
  const outcome = await inOwnWorker('countMacs', { model: model.files[0].blob, specs }, signal);
  if (outcome.status === 'cancelled') return null;
  if (outcome.status !== 'stopped') return outcome;
  return macsUnknown({ kind: 'not-counted', detail: `They were not counted: ${outcome.detail}.` });
}

async function inOwnWorker<Name extends keyof InspectCalls & string>(
  name: Name,
  request: InspectCalls[Name]['request'],
  signal: AbortSignal | undefined,
): Promise<InspectCalls[Name]['reply'] | CutShort> {
  if (signal?.aborted === true) return { status: 'cancelled' };
  return withOwnWorker<InspectCalls, InspectCalls[Name]['reply'] | CutShort>(
    startWorker,
    signal,
    async (worker) => replyOrCutShort(await worker.call(name, request)),
  );
}

function startWorker(): Worker {
  return new Worker(new URL('./inspect.worker.ts', import.meta.url), {
    type: 'module',
    name: 'inferometer-inspect',
  });
}
