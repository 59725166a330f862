import { expect, test } from 'vitest';
import type { InputSpec } from '../protocol/input-spec.ts';
import { setUpSnippet } from './set-up-snippet.ts';

const input: InputSpec = { name: 'x', dtype: 'float32', shape: [1, 3, 8, 8], rule: { kind: 'normal' } };
const cell = {
  engine: 'onnxruntime-web',
  engineVersion: '1.30.0',
  backend: 'wasm-threads',
  batch: 1,
  threads: { requested: 4, observed: 2 },
} as const;
const model = { format: 'onnx', fed: [{ batch: 1, inputs: [input] }] };

// That the code runs is tested in a browser: tests/e2e/set-up-snippet.spec.ts.

test('threads bring their headers, and the number that was observed', () => {
  const snippet = setUpSnippet(cell, model);
  expect(snippet?.headers.map(([name]) => name)).toContain('Cross-Origin-Embedder-Policy');
  expect(snippet?.code).toContain('numThreads = 2;');
  expect(setUpSnippet({ ...cell, backend: 'wasm-simd' }, model)?.headers).toEqual([]);
});

test('exactly the provider that was measured is asked for', () => {
  expect(setUpSnippet({ ...cell, backend: 'webgpu' }, model)?.code).toContain(
    "executionProviders: ['webgpu']",
  );
  expect(setUpSnippet(cell, model)?.code).toContain("executionProviders: ['wasm']");
});

test('inputs have the shapes of the batch that was measured', () => {
  const four = { batch: 4, inputs: [{ ...input, shape: [4, 3, 8, 8] }] };
  const snippet = setUpSnippet({ ...cell, batch: 4 }, { ...model, fed: [...model.fed, four] });
  expect(snippet?.code).toContain('new Float32Array(768), [4, 3, 8, 8]');
});

test('an input with a hostile name stays a name', () => {
  const name = "</script><script>alert('x')</script>";
  const hostile = { ...model, format: 'tfjs-graph', fed: [{ batch: 1, inputs: [{ ...input, name }] }] };
  const code = setUpSnippet({ ...cell, engine: 'tfjs', engineVersion: '4.22.0' }, hostile)?.code ?? '';
  expect(code.match(/<\/script>/g)).toHaveLength(4);
  expect(code).not.toContain('<script>alert');
});

test('an engine that it does not know gets nothing', () => {
  expect(setUpSnippet({ ...cell, engine: 'litert' }, model)).toBeNull();
});
