import type { InferenceSession } from 'onnxruntime-web';
import type { ResidentTensors } from '#lib/core/protocol/resident-tensors.ts';
import type { BackendId } from '#lib/core/results/ids.ts';
import type { FailureCause } from '#lib/core/results/reasons.ts';
import { identityModel } from '#lib/onnx/identity-model.ts';
import type { NamedBlob } from '#lib/workers/named-blob.ts';
import type { OpenOutcome, OpenRequest } from '../engine.ts';
import { bindInputs } from './bind.ts';
import { bindOnDevice } from './bind-on-device.ts';
import { classifyError } from './classify-error.ts';
import { missingAbility } from '#lib/workers/abilities.ts';
import { observeGraphics } from './observe.ts';
import { importRuntime, providerOf, wasmPathsOf, type Runtime } from './runtime.ts';

/**
 * Opens a model on exactly one provider. The runtime's own start (import, WASM compilation, device initialisation) is
 * told apart from the model's session by creating a session of a one-operator model first; that one is never run.
 *
 * @param startedWorkers how many workers the runtime has started so far
 */
export async function open(request: OpenRequest, startedWorkers: () => number): Promise<OpenOutcome> {
  const { backend, threads } = request;
  if (backend === 'cpu') throw new Error('ONNX Runtime Web has no plain backend.');
  const missing = await missingAbility(backend, threads);
  if (missing !== null) return { status: 'unsupported', cause: missing };
  if (backend === 'webgl' && request.files.length > 1) {
    const detail = 'it takes no weights in separate files';
    return {
      status: 'unsupported',
      cause: { kind: 'unsupported-model', engine: 'ONNX Runtime Web', backend, detail },
    };
  }
  const files = await readFiles(request.files);
  if (files.status === 'failed') return files;

  const classify = (error: unknown) => classifyError(error, backend);
  const startedAtMs = performance.now();
  let ort: Runtime;
  let graphics: Awaited<ReturnType<typeof observeGraphics>>;
  try {
    ort = await importRuntime(backend);
    configure(ort, backend, threads);
    await ort.InferenceSession.create(identityModel(), { executionProviders: [providerOf(backend)] });
    graphics = await observeGraphics(ort, backend);
  } catch (error) {
    return classify(error);
  }
  const runtimeMs = performance.now() - startedAtMs;

  const runningThreads = 1 + startedWorkers();
  const observedThreads = backend === 'webgl' ? 1 : Math.min(ort.env.wasm.numThreads ?? 1, runningThreads);
  if (backend === 'wasm-threads' && observedThreads < 2) {
    return {
      status: 'unsupported',
      cause: { kind: 'single-thread-only', requestedThreads: threads, observedThreads },
    };
  }

  const { resident } = request;
  const hasResidents = resident.inputs.length + resident.outputs.length > 0;
  const device = hasResidents ? graphics.device : null;
  const sessionStartedAtMs = performance.now();
  try {
    const session = await ort.InferenceSession.create(files.model, {
      executionProviders: [providerOf(backend)],
      // Errors only: printing hundreds of warnings takes time that would be measured as the session's.
      logSeverityLevel: 3,
      ...(files.external.length === 0 ? {} : { externalData: files.external }),
      ...(device === null ? {} : { preferredOutputLocation: onDevice(request.resident) }),
    });
    const sessionMs = performance.now() - sessionStartedAtMs;
    return {
      status: 'opened',
      model: {
        observed: { threads: observedThreads, provider: providerOf(backend), adapter: graphics.adapter },
        runtimeMs,
        sessionMs,
        ...describe(session, backend === 'webgl'),
        bind: (inputs) =>
          device === null
            ? bindInputs(ort, session, inputs)
            : bindOnDevice(ort, session, device, resident, inputs),
        flags: () => (hasResidents && device === null ? ['residents-moved'] : []),
        lost: graphics.lost,
        classify,
        close: () => session.release(),
      },
    };
  } catch (error) {
    return classify(error);
  }
}

export function configure(ort: Runtime, backend: BackendId, threads: number): void {
  ort.env.logLevel = 'error';
  const paths = wasmPathsOf(backend);
  if (paths === null) return;
  ort.env.wasm.wasmPaths = paths;
  ort.env.wasm.numThreads = threads;
  ort.env.wasm.proxy = false;
}

function onDevice({ outputs }: ResidentTensors): Record<string, 'gpu-buffer'> {
  return Object.fromEntries(outputs.map((name) => [name, 'gpu-buffer']));
}

/** WebGL's session cannot tell shapes and types: its getters throw. */
function describe(session: InferenceSession, withoutMetadata: boolean) {
  if (withoutMetadata) return { inputs: null, outputs: null };
  return {
    inputs: session.inputMetadata.map(describeValue),
    outputs: session.outputMetadata.map(describeValue),
  };
}

function describeValue(value: InferenceSession.ValueMetadata) {
  return value.isTensor
    ? {
        name: value.name,
        dtype: value.type,
        shape: value.shape.map((dim) => (dim === '' || dim === -1 ? null : dim)),
      }
    : { name: value.name, dtype: 'sequence or map', shape: null };
}

type ReadFiles =
  | { status: 'read'; model: Uint8Array; external: { path: string; data: Uint8Array }[] }
  | { status: 'failed'; cause: FailureCause };

export async function readFiles(files: OpenRequest['files']): Promise<ReadFiles> {
  try {
    const [model, ...external] = await Promise.all(files.map(readFile));
    if (model === undefined) throw new Error('no file was given');
    return {
      status: 'read',
      model,
      external: external.map((data, index) => ({ path: files[index + 1]?.name ?? '', data })),
    };
  } catch (error) {
    // A file that changed or vanished after it was picked cannot be read any more; one too large has no buffer.
    const detail = error instanceof Error ? error.message : String(error);
    const tooLarge = error instanceof RangeError;
    return { status: 'failed', cause: { kind: tooLarge ? 'out-of-memory' : 'model-unreadable', detail } };
  }
}

async function readFile(file: NamedBlob): Promise<Uint8Array> {
  return new Uint8Array(await file.blob.arrayBuffer());
}
