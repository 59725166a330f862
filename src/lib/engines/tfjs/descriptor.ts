import type { BackendId } from '#lib/core/results/ids.ts';
import type { EngineDescriptor, EngineDownload } from '../engine.ts';

/**
 * As the built site serves them: core, the larger of the two readers (layers), the one backend and its wasm file. Core
 * and reader, 127 kB of each, are the same files for every backend.
 */
const downloads: Record<BackendId, EngineDownload> = {
  webgpu: { files: 'webgpu', bytes: 191_000 },
  webgl: { files: 'webgl', bytes: 198_000 },
  'wasm-simd': { files: 'wasm-simd', bytes: 267_000 },
  'wasm-threads': { files: 'wasm-threads', bytes: 282_000 },
};

export const tfjs: EngineDescriptor = {
  id: 'tfjs',
  title: 'TensorFlow.js',
  // Held against the installed packages by descriptors.test.ts.
  version: '4.22.0',
  backends: ['webgpu', 'webgl', 'wasm-simd', 'wasm-threads'],
  plainBackend: 'cpu',
  formats: ['tfjs-graph', 'tfjs-layers'],
  download: (backend) => downloads[backend],
  startProfiler: null,
  startWorker: () =>
    new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name: 'tfjs' }),
};
