import type { InputSpec } from '#lib/core/protocol/input-spec.ts';
import { macsUnknown, type MacCount } from '#lib/onnx/macs/mac-count.ts';
import { WorkerClient } from '#lib/workers/client.ts';
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

type CutShort = { readonly status: 'cancelled' } | { readonly status: 'stopped'; readonly detail: string };

async function inOwnWorker<Name extends keyof InspectCalls>(
  name: Name,
  request: InspectCalls[Name]['request'],
  signal: AbortSignal | undefined,
): Promise<InspectCalls[Name]['reply'] | CutShort> {
  if (signal?.aborted === true) return { status: 'cancelled' };
  const worker = new Worker(new URL('./inspect.worker.ts', import.meta.url), {
    type: 'module',
    name: 'inferometer-inspect',
  });
  const client = new WorkerClient<InspectCalls>(worker);
  const stop = () => client.terminate();
  signal?.addEventListener('abort', stop, { once: true });
  const outcome = await client.call(name, request);
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
}
