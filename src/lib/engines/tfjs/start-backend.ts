import type { EngineBackend, EngineFlag, Unavailable } from '../engine.ts';
import { engineTitle } from './classify-error.ts';
import { backendNameOf, type Runtime } from './runtime.ts';
import { configureWasm, observedWasmThreads, threadsByItself } from './wasm.ts';

export type BackendStart =
  | { readonly status: 'started'; readonly observedThreads: number; readonly flags: readonly EngineFlag[] }
  | Unavailable;

/** Starts the one backend that is registered and says how many threads it really has. */
export async function startBackend(
  tf: Runtime,
  backend: EngineBackend,
  threads: number,
): Promise<BackendStart> {
  // Read first: configureWasm changes what the worker sees.
  const byItself = threadsByItself(navigator.hardwareConcurrency);
  if (backend === 'wasm-simd' || backend === 'wasm-threads') await configureWasm(tf, backend, threads);
  if (backend === 'webgl') await configureWebGl(tf);
  // A failed start answers false, but leaves the name behind as if all were well.
  if (!(await tf.setBackend(backendNameOf(backend)))) return unavailable(backend);
  if (backend !== 'wasm-threads') return { status: 'started', observedThreads: 1, flags: [] };
  const observedThreads = await observedWasmThreads();
  if (observedThreads < 2) {
    return {
      status: 'unsupported',
      cause: { kind: 'single-thread-only', requestedThreads: threads, observedThreads },
    };
  }
  return {
    status: 'started',
    observedThreads,
    flags: byItself < observedThreads ? ['threads-override'] : [],
  };
}

function unavailable(backend: EngineBackend): Unavailable {
  return backend === 'cpu'
    ? { status: 'failed', cause: { kind: 'engine-error', detail: 'its plain backend did not start' } }
    : { status: 'unsupported', cause: { kind: 'backend-not-started', engine: engineTitle, backend } };
}

/** Without the first flag a software renderer is refused; here it is measured and named. */
async function configureWebGl(tf: Runtime): Promise<void> {
  tf.env().set('SOFTWARE_WEBGL_ENABLED', true);
  if (!tf.env().getBool('IS_SAFARI')) return;
  // For Safari the package wants a canvas element, which no worker has; outputs are read synchronously here, so that
  // the fences which Safari never signals on an OffscreenCanvas are not needed.
  const { setWebGLContext } = await import('@tensorflow/tfjs-backend-webgl');
  const context = new OffscreenCanvas(300, 150).getContext('webgl2', {
    alpha: false,
    antialias: false,
    premultipliedAlpha: false,
    preserveDrawingBuffer: false,
    depth: false,
    stencil: false,
  });
  if (context !== null) setWebGLContext(2, context as unknown as WebGLRenderingContext);
}
