import { expect, it } from 'vitest';
import { measuredCell } from '../run-document.test-data.ts';
import { cellLabel, labelLines } from './cell-label.ts';

const simd = measuredCell({ backend: 'wasm-simd', medianMs: 3 });
const threads = measuredCell({ backend: 'wasm-threads', medianMs: 2, threads: 4 });
const webgpu = measuredCell({ backend: 'webgpu', medianMs: 1, flags: ['software-rendering'] });
const tfjs = { ...threads, engine: 'tfjs', engineTitle: 'TensorFlow.js' };

it('says that a software renderer is one', () => {
  expect(cellLabel(webgpu, [simd, webgpu])).toBe('WebGPU (software)');
  expect(cellLabel(simd, [simd, webgpu])).toBe('WASM-SIMD');
  expect(cellLabel(webgpu, [webgpu, { ...webgpu, batch: 4 }])).toBe('WebGPU (batch 1, software)');
});

it('breaks a name into engine, backend and details', () => {
  expect(labelLines(cellLabel(tfjs, [simd, tfjs]))).toEqual(['TensorFlow.js', 'WASM-threads', '(4 threads)']);
  expect(labelLines(cellLabel(threads, [simd, threads]))).toEqual(['WASM-threads', '(4 threads)']);
  expect(labelLines('ONNX Runtime Web WebGL')).toEqual(['ONNX Runtime Web', 'WebGL']);
});
