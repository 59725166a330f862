import * as v from 'valibot';
import { backendIdSchema, backendTitle, precisionSchema } from './ids.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const detail = v.string();

/** The browser, the device or the engine cannot do it. Nothing is broken. */
export const unsupportedCauseSchema = v.variant('kind', [
  v.object({ kind: v.literal('no-adapter') }),
  v.object({ kind: v.literal('no-webgpu') }),
  v.object({ kind: v.literal('no-webgl') }),
  v.object({ kind: v.literal('no-simd') }),
  v.object({ kind: v.literal('not-isolated'), secureContext: v.boolean() }),
  v.object({ kind: v.literal('no-shared-memory') }),
  v.object({ kind: v.literal('single-thread-only'), requestedThreads: count, observedThreads: count }),
  v.object({
    kind: v.literal('unsupported-operator'),
    engine: v.string(),
    backend: backendIdSchema,
    operator: v.string(),
    opset: v.nullable(count),
  }),
  v.object({
    kind: v.literal('unsupported-type'),
    engine: v.string(),
    backend: backendIdSchema,
    type: v.string(),
  }),
  v.object({ kind: v.literal('unsupported-model'), engine: v.string(), backend: backendIdSchema, detail }),
  v.object({ kind: v.literal('model-format'), engine: v.string(), format: v.string() }),
  v.object({ kind: v.literal('not-offered'), engine: v.string(), backend: backendIdSchema }),
  v.object({ kind: v.literal('backend-not-started'), engine: v.string(), backend: backendIdSchema }),
  v.object({ kind: v.literal('precision'), requested: precisionSchema, actual: precisionSchema }),
  v.object({ kind: v.literal('fixed-batch'), requestedBatch: count }),
]);
export type UnsupportedCause = v.InferOutput<typeof unsupportedCauseSchema>;

/** It should have worked. */
export const failureCauseSchema = v.variant('kind', [
  v.object({ kind: v.literal('timeout'), step: v.string(), limitMs: count }),
  v.object({ kind: v.literal('out-of-memory'), detail }),
  v.object({ kind: v.literal('device-lost'), detail }),
  v.object({ kind: v.literal('context-lost') }),
  v.object({ kind: v.literal('crashed'), detail }),
  v.object({ kind: v.literal('engine-download'), detail }),
  v.object({ kind: v.literal('invalid-model'), detail }),
  v.object({ kind: v.literal('unknown-operator'), operator: v.string(), detail }),
  v.object({ kind: v.literal('missing-external-data'), location: v.nullable(v.string()), detail }),
  v.object({ kind: v.literal('input-mismatch'), detail }),
  v.object({ kind: v.literal('model-unreadable'), detail }),
  v.object({ kind: v.literal('engine-error'), detail }),
  v.object({ kind: v.literal('interrupted'), voidedRounds: count }),
  v.object({ kind: v.literal('cancelled') }),
]);
export type FailureCause = v.InferOutput<typeof failureCauseSchema>;

/** One sentence for people about why a cell has no result. Never holds a stack. */
export function explain(cause: UnsupportedCause | FailureCause): string {
  switch (cause.kind) {
    case 'no-adapter':
      return 'This browser has WebGPU but found no graphics adapter it may use.';
    case 'no-webgpu':
      return 'This browser does not offer WebGPU.';
    case 'no-webgl':
      return 'This browser does not offer WebGL 2 in a worker.';
    case 'no-simd':
      return 'This browser does not run WebAssembly SIMD.';
    case 'not-isolated':
      return cause.secureContext
        ? 'The page is not cross-origin isolated, so the browser gives it no shared memory for threads.'
        : 'The page was not opened over HTTPS (or on localhost), so the browser gives it no shared memory for threads.';
    case 'no-shared-memory':
      return 'This browser gives the page no shared memory (SharedArrayBuffer), so there are no threads.';
    case 'single-thread-only':
      return `${cause.requestedThreads} threads were asked for and ${threadsInWords(cause.observedThreads)}, so this would not be a measurement of threads.`;
    case 'unsupported-operator':
      return `${cause.engine} does not implement the operator ${cause.operator}${cause.opset === null ? '' : ` (opset ${cause.opset})`} on ${backendTitle(cause.backend)}.`;
    case 'unsupported-type':
      return `${cause.engine} does not take ${cause.type} values on ${backendTitle(cause.backend)}.`;
    case 'unsupported-model':
      return `${cause.engine} cannot run this model on ${backendTitle(cause.backend)}: ${sentence(cause.detail)}`;
    case 'model-format':
      return `${cause.engine} does not read ${cause.format} models.`;
    case 'not-offered':
      return `${cause.engine} has no ${backendTitle(cause.backend)} backend.`;
    case 'backend-not-started':
      return `${cause.engine} could not start its ${backendTitle(cause.backend)} backend in this browser.`;
    case 'precision':
      return `The model is ${cause.actual}; ${cause.requested} was asked for, and models are not converted.`;
    case 'fixed-batch':
      return `The model has no batch dimension that can be changed; a batch of ${cause.requestedBatch} was asked for.`;
    case 'timeout':
      return `Stopped after ${formatSeconds(cause.limitMs)} while ${cause.step}.`;
    case 'out-of-memory':
      return `The browser ran out of memory: ${sentence(cause.detail)}`;
    case 'device-lost':
      return `The graphics device was lost: ${sentence(cause.detail)}`;
    case 'context-lost':
      return 'The WebGL context was lost.';
    case 'crashed':
      return `The worker crashed: ${sentence(cause.detail)}`;
    case 'engine-download':
      return `The engine's own files could not be fetched: ${sentence(cause.detail)}`;
    case 'invalid-model':
      return `The model is not valid: ${sentence(cause.detail)}`;
    case 'unknown-operator':
      return `The model uses the operator ${cause.operator}, which the engine does not know.`;
    case 'missing-external-data':
      return cause.location === null
        ? `A file with the model's weights is missing: ${sentence(cause.detail)}`
        : `The model's weights lie in ${cause.location}, which was not given.`;
    case 'input-mismatch':
      return `The inputs do not fit the model: ${sentence(cause.detail)}`;
    case 'model-unreadable':
      return `The model file could not be read: ${sentence(cause.detail)}`;
    case 'engine-error':
      return `The engine reported an error: ${sentence(cause.detail)}`;
    case 'interrupted':
      return `The tab was hidden or frozen too often: ${cause.voidedRounds} rounds were void.`;
    case 'cancelled':
      return 'Stopped before the first round of this cell had finished.';
  }
}

function threadsInWords(threads: number): string {
  return threads === 1 ? 'only one ran' : `${threads} ran`;
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

function formatSeconds(limitMs: number): string {
  const seconds = limitMs / 1000;
  return seconds === 1 ? '1 second' : `${Number(seconds.toFixed(1))} seconds`;
}
