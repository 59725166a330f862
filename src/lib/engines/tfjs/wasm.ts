import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import type { Runtime } from './runtime.ts';

type WasmBackend = 'wasm-simd' | 'wasm-threads';

/** Absolute: thread workers are started from blobs, whose own address leads nowhere. */
const absolute = (url: string) => new URL(url, globalThis.location.origin).href;

/** The file that a backend will instantiate; null where it needs none. */
export function binaryUrlOf(backend: string): string | null {
  if (backend === 'wasm-simd') return absolute(simdUrl);
  return backend === 'wasm-threads' ? absolute(threadedUrl) : null;
}

export async function importWasmBackend(backend: WasmBackend): Promise<void> {
  await Promise.all([
    import('@tensorflow/tfjs-backend-wasm'),
    backend === 'wasm-threads' ? keepThreadSource() : Promise.resolve(),
  ]);
}

/**
 * The package starts its threads from the source of its own factory function (`factory.toString()`). Minified, that
 * function refers to names outside itself, and every thread dies of a ReferenceError. So the function is made to tell
 * its source as the package ships it: the file's whole text, which defines the same global name once more.
 */
async function keepThreadSource(): Promise<void> {
  const [factory, source] = await Promise.all([
    import('@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js'),
    import('@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js?raw'),
  ]);
  const threadSource = `undefined;\n${source.default}`;
  Object.defineProperty(factory.default, 'toString', { value: () => threadSource });
}

/**
 * Says where the binaries lie and how many threads to take, before `setBackend`.
 * One thread is the binary without threads; the threaded one with a pool of one is another program.
 */
export async function configureWasm(tf: Runtime, backend: WasmBackend, threads: number): Promise<void> {
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  wasm.setWasmPaths({
    'tfjs-backend-wasm.wasm': absolute(plainUrl),
    'tfjs-backend-wasm-simd.wasm': absolute(simdUrl),
    'tfjs-backend-wasm-threaded-simd.wasm': absolute(threadedUrl),
  });
  if (backend === 'wasm-simd') {
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    return;
  }
  wasm.setThreadsCount(threads);
  // The pool never takes more than half of the logical cores it sees, so it is shown twice as many as wanted.
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: 2 * threads, configurable: true });
}

/** Threads of the pool that computes, once the backend has started. */
export async function observedWasmThreads(): Promise<number> {
  return (await import('@tensorflow/tfjs-backend-wasm')).getThreadsCount();
}

/** How many threads TensorFlow.js would take at most by itself. */
export function threadsByItself(logicalCores: number): number {
  return Math.max(1, Math.min(8, Math.floor(logicalCores / 2)));
}
