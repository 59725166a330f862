import type { BackendId } from '#lib/core/results/ids.ts';
import type { EngineDescriptor } from '../engine.ts';

/** Compressed sizes of what a visitor downloads, in bytes: `npm run bench:self` prints them for the version in use. */
const downloadBytes: Record<BackendId, number> = {
  webgpu: 6_000_000,
  webgl: 130_000,
  'wasm-simd': 3_400_000,
  'wasm-threads': 3_400_000,
};

export const onnxruntimeWeb: EngineDescriptor = {
  id: 'onnxruntime-web',
  title: 'ONNX Runtime Web',
  // The package does not export its package.json; the contract tests hold this against the runtime's own word.
  version: '1.30.0',
  backends: ['webgpu', 'webgl', 'wasm-simd', 'wasm-threads'],
  formats: ['onnx', 'ort'],
  downloadBytes: (backend) => downloadBytes[backend],
  startWorker: () =>
    new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name: 'onnxruntime-web' }),
};
