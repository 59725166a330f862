import type { Runtime } from './runtime.ts';
import { missingAbility } from '#lib/workers/abilities.ts';
import type { EngineBackend, EngineFlag, OpenOutcome, OpenRequest, Unavailable } from '../engine.ts';
import { bindInputs } from './bind.ts';
import { classifyError, classifyLoadError } from './classify-error.ts';
import { readModelFiles, toArtifacts } from './model-files.ts';
import type { NetworkOutcome } from './network.ts';
import { observeGraphics } from './observe.ts';
import { backendNameOf, importReader, importRuntime } from './runtime.ts';
import { startBackend } from './start-backend.ts';
import { watchTensors } from './tensor-watch.ts';

/** Opens a model on exactly one backend, the only one that this worker has. */
export async function open(request: OpenRequest): Promise<OpenOutcome> {
  const { backend, threads, format } = request;
  const missing = backend === 'cpu' ? null : await missingAbility(backend, threads);
  if (missing !== null) return { status: 'unsupported', cause: missing };
  const files = await readModelFiles(request.files);
  if (files.status === 'failed') return files;

  const startedAtMs = performance.now();
  let tf: Runtime;
  let started: Awaited<ReturnType<typeof startBackend>>;
  let graphics: ReturnType<typeof observeGraphics>;
  try {
    [tf] = await Promise.all([importRuntime(backend), importReader(format)]);
    started = await startBackend(tf, backend, threads);
    if (started.status !== 'started') return started;
    graphics = observeGraphics(tf, backendNameOf(backend));
  } catch (error) {
    return classifyError(error, backend);
  }
  const runtimeMs = performance.now() - startedAtMs;

  const sessionStartedAtMs = performance.now();
  const outcome = await openNetwork(request, toArtifacts(files));
  if (outcome.status !== 'opened') return outcome;
  const { network } = outcome;
  const sessionMs = performance.now() - sessionStartedAtMs;

  const { observedThreads, flags } = started;
  const tensors = watchTensors(() => tf.engine().state.numTensors);
  const name = backendNameOf(backend);
  return {
    status: 'opened',
    model: {
      observed: { threads: observedThreads, provider: name, adapter: graphics.adapter },
      runtimeMs,
      sessionMs,
      inputs: network.inputs,
      outputs: network.outputs,
      bind: (inputs) => tensors.watch(bindInputs(tf, name, network, inputs)),
      flags: (): EngineFlag[] => [
        ...flags,
        ...(tensors.leaks() ? ['leaks-tensors' as const] : []),
        ...(request.resident.outputs.length > 0 ? ['residents-moved' as const] : []),
      ],
      lost: graphics.lost,
      classify: (error) => classifyError(error, backend),
      close: () => {
        network.dispose();
        return Promise.resolve();
      },
    },
  };
}

async function openNetwork(
  { format, backend }: { readonly format: string; readonly backend: EngineBackend },
  artifacts: ReturnType<typeof toArtifacts>,
): Promise<Unavailable | Extract<NetworkOutcome, { status: 'opened' }>> {
  try {
    const outcome =
      format === 'tfjs-layers'
        ? await import('./layers-network.ts').then(({ openLayers }) => openLayers(artifacts))
        : await import('./graph-network.ts').then(({ openGraph }) => openGraph(artifacts));
    if (outcome.status === 'opened') return outcome;
    const { operator } = outcome;
    return { status: 'failed', cause: { kind: 'unknown-operator', operator, detail: '' } };
  } catch (error) {
    return classifyLoadError(error, backend);
  }
}
