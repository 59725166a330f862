import { expect, test } from 'vitest';
import { inspectModel } from './inspect.ts';
import { findModels, loadFiles } from './load-files.ts';
import type { LoadOptions } from './loaded-model.ts';
import { bytesOf, identityBytes, modelWithExternalData } from './small-models.test-data.ts';

const named = (name: string, content: Uint8Array<ArrayBuffer> | string) => ({
  name,
  blob: new Blob([content]),
});
const load = (files: ReturnType<typeof named>[], options: LoadOptions = {}) =>
  loadFiles(files, { inspect: inspectModel, ...options });

async function problemOf(files: ReturnType<typeof named>[], options: LoadOptions = {}) {
  const outcome = await load(files, options);
  if (outcome.status !== 'problem') throw new Error('loaded');
  expect(outcome.message).toMatch(/^\S.*[.?)]$/);
  return outcome.problem;
}

async function modelOf(files: ReturnType<typeof named>[], options: LoadOptions = {}) {
  const outcome = await load(files, options);
  if (outcome.status !== 'loaded') throw new Error(outcome.message);
  return outcome.model;
}

test('loads a model and describes it', async () => {
  const steps: string[] = [];
  const model = await modelOf([named('folder/Net.ONNX', identityBytes())], {
    onProgress: ({ step }) => steps.push(step),
  });
  expect(model).toMatchObject({
    ref: `file:${model.sha256}`,
    name: 'Net.ONNX',
    format: 'onnx',
    bytes: identityBytes().length,
  });
  expect(model.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(model.description?.operators).toEqual({ Identity: 1 });
  expect(model.suggestedRules['input']).toMatchObject({ rule: { kind: 'normal' }, vocabularySize: null });
  expect(steps).toEqual(['reading']);
});

const external = modelWithExternalData(
  { location: 'sub/weights.bin', offset: 0, length: 16 },
  { location: 'more.bin', offset: 16, length: null },
);

test('takes external data out of a folder and leaves the rest', async () => {
  const model = await modelOf([
    named('model/readme.md', 'text'),
    named('model/sub/weights.bin', new Uint8Array(16)),
    named('model/net.onnx', external),
    named('model/more.bin', new Uint8Array(32)),
  ]);
  expect(model.files.map((file) => file.name)).toEqual(['net.onnx', 'sub/weights.bin', 'more.bin']);
  expect(model.bytes).toBe(external.length + 48);
});

test('names the external data that is missing or too short', async () => {
  expect(await problemOf([named('net.onnx', external), named('more.bin', new Uint8Array(32))])).toEqual({
    kind: 'missing-external-data',
    name: 'net.onnx',
    missing: ['sub/weights.bin'],
  });
  const files = [
    named('net.onnx', external),
    named('weights.bin', new Uint8Array(16)),
    named('more.bin', 'short'),
  ];
  expect(await problemOf(files)).toEqual({
    kind: 'short-external-data',
    name: 'net.onnx',
    file: 'more.bin',
    bytes: 5,
    neededBytes: 32,
  });
});

test('reads ORT format by its contents', async () => {
  const model = await modelOf([named('net.ort', bytesOf('\0\0\0\0ORTM and the rest'))]);
  expect(model).toMatchObject({ format: 'ort', description: null, suggestedRules: {} });
});

test('lets one of several models be chosen', async () => {
  const files = [named('a/one.onnx', identityBytes()), named('a/two.ort', 'x'), named('a/._one.onnx', 'x')];
  expect((await findModels(files)).map(({ name }) => name)).toEqual(['a/one.onnx', 'a/two.ort']);
  expect(await problemOf(files)).toEqual({ kind: 'several-models', models: ['a/one.onnx', 'a/two.ort'] });
  expect((await modelOf(files, { modelName: 'a/one.onnx' })).name).toBe('one.onnx');
  expect(await problemOf(files, { modelName: 'one' })).toMatchObject({ kind: 'no-such-model', name: 'one' });
});

test.each([
  ['nothing', [], { kind: 'nothing-given' }],
  ['no model', [named('a/readme.md', 'x')], { kind: 'no-model-among-files', files: ['readme.md'] }],
  [
    'a model.json that is none',
    [named('m/model.json', '{}'), named('m/w.bin', 'x')],
    { kind: 'unreadable', detail: expect.stringContaining('no TensorFlow.js model') as string },
  ],
  ['TensorFlow Lite', [named('net.tflite', 'x')], { kind: 'format-not-read', format: 'TensorFlow Lite' }],
  [
    'TensorFlow Lite by another name',
    [named('net.onnx', '\0\0\0\0TFL3')],
    { kind: 'format-not-read', format: 'TensorFlow Lite' },
  ],
  ['an empty file', [named('net.onnx', '')], { kind: 'empty', name: 'net.onnx' }],
  [
    'a text',
    [named('net.onnx', 'hello there')],
    { kind: 'unreadable', detail: expect.stringContaining('text file') as string },
  ],
  [
    'a web page',
    [named('net.onnx', '<!doctype html><p>')],
    { kind: 'unreadable', detail: expect.stringContaining('web page') as string },
  ],
  ['half a model', [named('net.onnx', identityBytes().slice(0, -20))], { kind: 'unreadable' }],
])('refuses %s', async (_what, files, problem) => {
  expect(await problemOf(files)).toMatchObject(problem);
});

test('refuses a file over 2 GiB without reading it', async () => {
  const part = new Blob([new Uint8Array(2 ** 20)]);
  const huge = { name: 'net.onnx', blob: new Blob(Array.from({ length: 2048 }, () => part)) };
  expect(huge.blob.size).toBe(2 ** 31);
  const outcome = await loadFiles([huge], { inspect: () => Promise.reject(new Error('it was read')) });
  expect(outcome).toMatchObject({ status: 'problem', problem: { kind: 'too-large', bytes: 2 ** 31 } });
});

test('a cancelled load says so', async () => {
  expect(await problemOf([named('net.onnx', identityBytes())], { signal: AbortSignal.abort() })).toEqual({
    kind: 'cancelled',
  });
});
