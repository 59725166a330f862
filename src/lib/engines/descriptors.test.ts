import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { engineTitle } from '#lib/core/results/ids.ts';
import { engines } from './registry.ts';

/** Engine packages do not export their package.json, so each descriptor states the version; this holds it to the truth. */
const tensorFlow = [
  'core',
  'converter',
  'layers',
  'backend-cpu',
  'backend-wasm',
  'backend-webgl',
  'backend-webgpu',
];
const packagesOf: Readonly<Record<string, readonly string[]>> = {
  'onnxruntime-web': ['onnxruntime-web'],
  tfjs: tensorFlow.map((part) => `@tensorflow/tfjs-${part}`),
};

it.each(engines.flatMap(({ id, version }) => (packagesOf[id] ?? [id]).map((name) => ({ name, version }))))(
  '$name is the version that is installed',
  ({ name, version }) => {
    const path = new URL(`../../../node_modules/${name}/package.json`, import.meta.url);
    expect((JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version).toBe(version);
  },
);

it('has one engine to an id, and every id is fit for documents', () => {
  const ids = engines.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
});

it('calls every engine by the name that stored results are shown with', () => {
  for (const { id, title } of engines) expect(engineTitle(id)).toBe(title);
});
