import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashFiles } from './hash-files.ts';
import { inspectModel } from './inspect.ts';
import { findModels, loadFiles } from './load-files.ts';
import { loadUrl } from './load-url.ts';
import type { LoadOutcome } from './loaded-model.ts';
import { resolveInputs } from './resolve-inputs.ts';
import { identityBytes } from './small-models.test-data.ts';
import { jsonBytes, smallGraphModel, smallLayersModel } from './tfjs/small-models.test-data.ts';

type Content = Uint8Array<ArrayBuffer> | string;
const named = (name: string, content: Content) => ({ name, blob: new Blob([content]) });
const options = { inspect: inspectModel, hashFiles };
const load = (files: ReturnType<typeof named>[], modelName?: string) =>
  loadFiles(files, modelName === undefined ? options : { ...options, modelName });

function problemOf(outcome: LoadOutcome) {
  if (outcome.status !== 'problem') throw new Error('loaded');
  expect(outcome.message).toMatch(/^\S.*[.?)]$/);
  return outcome;
}

const graph = smallGraphModel();
const json = jsonBytes(graph.json);
const shards = [graph.weights.slice(0, 20), graph.weights.slice(20)] as const;
const sha256 = createHash('sha256').update(json).update(graph.weights).digest('hex');

test('loads a model from a folder with its shards in the manifest’s order, whatever lies beside', async () => {
  const outcome = await load([
    named('net/group1-shard2of2.bin', shards[1]),
    named('net/tokenizer.json', '{"version":"1.0"}'),
    named('net/group1-shard1of2.bin', shards[0]),
    named('net/anything.json', json),
  ]);
  if (outcome.status !== 'loaded') throw new Error(outcome.message);
  const { model } = outcome;
  expect(model).toMatchObject({
    ref: `file:${sha256}`,
    name: 'anything.json',
    format: 'tfjs-graph',
    sha256,
    bytes: json.length + 48,
  });
  expect(model.files.map(({ name }) => name)).toEqual([
    'anything.json',
    'group1-shard1of2.bin',
    'group1-shard2of2.bin',
  ]);
  const resolved = resolveInputs(
    model.description?.inputs ?? [],
    model,
    { ref: model.ref, dims: {}, inputs: {} },
    3,
  );
  expect(resolved).toMatchObject({
    specs: [{ name: 'x:0', dtype: 'float32', shape: [3, 4], rule: { kind: 'normal' } }],
  });
});

test('names the shard that is missing', async () => {
  const outcome = problemOf(
    await load([named('model.json', json), named('group1-shard1of2.bin', shards[0])]),
  );
  expect(outcome.problem).toEqual({
    kind: 'missing-external-data',
    name: 'model.json',
    missing: ['group1-shard2of2.bin'],
  });
});

test('says how many bytes shards hold and should hold', async () => {
  const cut = [named('group1-shard1of2.bin', shards[0]), named('group1-shard2of2.bin', new Uint8Array(0))];
  expect(problemOf(await load([named('model.json', json), ...cut])).message).toBe(
    'group1-shard1of2.bin and group1-shard2of2.bin hold 20 bytes together, but model.json describes weights of 48 bytes there. The weights were cut off, or belong to another model.',
  );
  const layers = smallLayersModel();
  const long = named('weights.bin', new Uint8Array(64));
  expect(problemOf(await load([named('model.json', jsonBytes(layers.json)), long])).problem).toEqual({
    kind: 'wrong-shard-bytes',
    name: 'model.json',
    files: ['weights.bin'],
    bytes: 64,
    expectedBytes: 60,
  });
});

test('of several models, ONNX among them, one is to be chosen', async () => {
  const files = [
    named('a/model.json', json),
    named('a/group1-shard1of2.bin', shards[0]),
    named('a/group1-shard2of2.bin', shards[1]),
    named('b/model.json', json),
    named('net.onnx', identityBytes()),
  ];
  const models = ['a/model.json', 'b/model.json', 'net.onnx'];
  expect((await findModels(files)).map(({ name }) => name)).toEqual(models);
  expect(problemOf(await load(files)).problem).toEqual({ kind: 'several-models', models });
  expect(await load(files, 'a/model.json')).toMatchObject({ status: 'loaded', model: { sha256 } });
});

test.each([
  [
    'a list of weights alone',
    [named('weights_manifest.json', JSON.stringify(graph.json['weightsManifest']))],
    'without the model',
  ],
  ['a settings file', [named('config.json', '{"a":1}')], 'no TensorFlow.js model'],
  ['a null', [named('null.json', 'null\n')], 'It is JSON, but no TensorFlow.js model'],
  ['prose named as JSON', [named('notes.json', 'Buy milk')], 'not JSON'],
  [
    'a SavedModel',
    [named('m/saved_model.pb', 'x'), named('m/variables.index', 'x')],
    'tensorflowjs_converter',
  ],
  ['a Keras model', [named('net.h5', 'x')], 'net.h5 is a Keras model'],
  ['a folder without a model', [named('m/a.txt', 'x'), named('m/b.json', '{}')], 'no model among the files'],
])('refuses %s with a sentence', async (_what, files, part) => {
  expect(problemOf(await load(files)).message).toContain(part);
});

/** What the server has; a request's query must be the model's. */
const served = new Map<string, Content>();
const server = createServer((request, response) => {
  const url = new URL(request.url ?? '', 'http://server');
  const content = url.search === '?key=1' ? served.get(url.pathname) : undefined;
  if (content === undefined) response.writeHead(404).end();
  else response.end(content);
});
let root = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

test('downloads shards relative to the model’s address, with its query', async () => {
  served.set('/deep/model.json', json);
  served.set('/deep/group1-shard1of2.bin', shards[0]);
  const address = `${root}/deep/model.json?key=1`;
  expect(problemOf(await loadUrl(address, options)).problem).toMatchObject({
    kind: 'missing-external-data',
    missing: ['group1-shard2of2.bin'],
  });
  served.set('/deep/group1-shard2of2.bin', '<!doctype html><title>Not here</title>');
  expect(problemOf(await loadUrl(address, options)).problem).toMatchObject({ kind: 'wrong-shard-bytes' });
  served.set('/deep/group1-shard2of2.bin', shards[1]);
  expect(await loadUrl(address, options)).toMatchObject({
    status: 'loaded',
    model: { ref: `url:${address}`, name: 'model.json', sha256 },
  });
});

test('does not follow shards out of the model’s folder', async () => {
  const manifest = [{ paths: ['../secret.bin'], weights: [] }];
  served.set('/away/model.json', jsonBytes({ ...graph.json, weightsManifest: manifest }));
  expect(problemOf(await loadUrl(`${root}/away/model.json?key=1`, options)).problem).toMatchObject({
    kind: 'unsafe-external-data',
    location: '../secret.bin',
  });
});
