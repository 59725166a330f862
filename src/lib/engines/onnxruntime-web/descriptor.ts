import type { BackendId } from '#lib/core/results/ids.ts';
import type { EngineDescriptor, EngineDownload } from '../engine.ts';

/** As `npm run bench:self` printed them for this version. */
const wasm = { files: 'wasm', bytes: 2_850_000 };
const downloads: Record<BackendId, EngineDownload> = {
  webgpu: { files: 'webgpu', bytes: 4_980_000 },
  webgl: { files: 'webgl', bytes: 80_000 },
  'wasm-simd': wasm,
  'wasm-threads': wasm,
};

export const onnxruntimeWeb: EngineDescriptor = {
  id: 'onnxruntime-web',
  title: 'ONNX Runtime Web',
  // Held against the installed package by descriptors.test.ts.
  version: '1.30.0',
  backends: ['webgpu', 'webgl', 'wasm-simd', 'wasm-threads'],
  plainBackend: null,
  formats: ['onnx', 'ort'],
  download: (backend) => downloads[backend],
  startProfiler: () =>
    new Worker(new URL('./profile.worker.ts', import.meta.url), {
      type: 'module',
      name: 'onnxruntime-web-profile',
    }),
  startWorker: () =>
    new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name: 'onnxruntime-web' }),
};
