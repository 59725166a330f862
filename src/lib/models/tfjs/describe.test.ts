import { describe, expect, test } from 'vitest';
import { describeTfjs } from './describe.ts';
import { looksLikeJson, readTfjs } from './read.ts';
import { jsonBytes, smallGraphModel, smallLayersModel } from './small-models.test-data.ts';
import { shardGroups } from './weights.ts';

function described(json: unknown) {
  const read = readTfjs(jsonBytes(json));
  if (read.status !== 'read') throw new Error(read.reason.message);
  const outcome = describeTfjs(read.model);
  if (outcome.status !== 'described') throw new Error(outcome.reason.message);
  return { ...outcome, shards: shardGroups(read.model.weightGroups) };
}

function messageFor(json: unknown): string {
  const read = readTfjs(typeof json === 'string' ? new TextEncoder().encode(json) : jsonBytes(json));
  const outcome = read.status === 'read' ? describeTfjs(read.model) : read;
  if (outcome.status !== 'unreadable') throw new Error('read');
  expect(outcome.reason.message).toMatch(/^\S.*\.$/);
  return outcome.reason.message;
}

test('describes a graph model by its signature', () => {
  const { description, shards } = described(smallGraphModel().json);
  expect(description).toMatchObject({
    format: 'tfjs-graph',
    opsets: [],
    producer: 'inferometer-tests',
    inputs: [{ name: 'x:0', dtype: 'float32', shape: [null, 4] }],
    outputs: [{ name: 'y:0', dtype: 'float32', shape: [null, 3] }],
    operators: { MatMul: 1, Relu: 1 },
    parameters: 12,
    precision: 'fp32',
    weightStorage: null,
    symbolicDims: [{ name: 'x:0[0]', role: 'batch', default: 1 }],
  });
  expect(shards).toEqual([{ paths: ['group1-shard1of2.bin', 'group1-shard2of2.bin'], bytes: 48 }]);
});

test('halves in the file are computed as whole floats, and said', () => {
  const { description, shards } = described(smallGraphModel({ quantised: true }).json);
  expect(description).toMatchObject({ precision: 'fp32', weightStorage: 'float16', parameters: 12 });
  expect(shards[0]?.bytes).toBe(24);
});

const placeholder = (name: string, type: string | number, ...sizes: number[]) => ({
  name,
  op: 'Placeholder',
  attr: { dtype: { type }, shape: { shape: { dim: sizes.map((size) => ({ size })) } } },
});
const graph = (nodes: unknown[], more: object = {}) => ({
  format: 'graph-model',
  modelTopology: { node: nodes },
  ...more,
});

test('without a signature, placeholders are the inputs and unread nodes the outputs', () => {
  const relu = { name: 'r', op: 'Relu', input: ['image:0', '^flag'] };
  const { description } = described(
    graph([placeholder('image', 'DT_UINT8', 1, -1, -1, 3), placeholder('flag', 10), relu]),
  );
  expect(description.inputs).toEqual([
    { name: 'image', dtype: 'int32', shape: [1, null, null, 3] },
    { name: 'flag', dtype: 'bool', shape: [] },
  ]);
  expect(description.outputs.map(({ name }) => name)).toEqual(['r']);
  expect(description.symbolicDims.map(({ role, default: size }) => [role, size])).toEqual([
    ['height', 224],
    ['width', 224],
  ]);
});

test('images of unknown colours are channels-last', () => {
  const { description } = described(
    graph([placeholder('x', 'DT_FLOAT', -1, -1, -1, -1), { name: 'y', op: 'Relu', input: ['x'] }]),
  );
  expect(description.symbolicDims.map(({ role }) => role)).toEqual(['batch', 'height', 'width', 'channels']);
});

test('takes the metadata’s signature first, and leaves out what the engine feeds itself', () => {
  const x = { name: 'x:0', dtype: 'DT_INT32', tensorShape: { dim: [{ size: '2' }] } };
  const table = { name: 'table:0', dtype: 'DT_RESOURCE', resourceId: 4 };
  const { description } = described(
    graph([placeholder('x', 'DT_INT32', 2)], {
      signature: { inputs: { wrong: { name: 'wrong:0', dtype: 'DT_FLOAT' } } },
      userDefinedMetadata: { signature: { inputs: { x, table } } },
    }),
  );
  expect(description.inputs).toEqual([{ name: 'x:0', dtype: 'int32', shape: [2] }]);
});

test('finds the table that ids index', () => {
  const nodes = [
    placeholder('ids', 'DT_INT32', 1, 8),
    { name: 'table', op: 'Const' },
    { name: 'flat', op: 'Reshape', input: ['ids', 'shape'] },
    { name: 'rows', op: 'GatherV2', input: ['table', 'flat', 'axis'] },
  ];
  const weightsManifest = [
    { paths: ['w.bin'], weights: [{ name: 'table', shape: [500, 2], dtype: 'float32' }] },
  ];
  expect(described(graph(nodes, { weightsManifest })).vocabularies).toEqual({ ids: 500 });
});

test('describes a Sequential model as TensorFlow.js names its input', () => {
  const { description } = described(smallLayersModel().json);
  expect(description).toMatchObject({
    format: 'tfjs-layers',
    inputs: [{ name: 'dense_input', dtype: 'float32', shape: [null, 4] }],
    outputs: [{ name: 'dense', shape: null }],
    operators: { Dense: 1 },
    parameters: 15,
  });
});

test('describes a functional model with a model inside, its inputs in the order of the list', () => {
  const input = (name: string, shape: (number | null)[], dtype = 'float32') => ({
    class_name: 'InputLayer',
    name,
    config: { name, batch_input_shape: shape, dtype },
    inbound_nodes: [],
  });
  const inner = { class_name: 'Sequential', name: 'inner', config: [{ class_name: 'ReLU', config: {} }] };
  const embedding = {
    class_name: 'Embedding',
    name: 'e',
    config: { input_dim: 90 },
    inbound_nodes: [[['ids', 0, 0, {}]]],
  };
  const { description, vocabularies } = described({
    modelTopology: {
      class_name: 'Functional',
      config: {
        layers: [input('image', [null, null, null, 3]), input('ids', [null, 7]), embedding, inner],
        input_layers: [
          ['ids', 0, 0],
          ['image', 0, 0],
        ],
        output_layers: ['e', 0, 0],
      },
    },
  });
  expect(description.inputs.map(({ name }) => name)).toEqual(['ids', 'image']);
  expect(description.outputs.map(({ name }) => name)).toEqual(['e']);
  expect(description.operators).toEqual({ Embedding: 1, ReLU: 1 });
  expect(vocabularies).toEqual({ ids: 90 });
});

describe('what is no model gets a sentence', () => {
  const { json } = smallGraphModel();
  const [group] = json['weightsManifest'] as object[];
  test.each<[what: string, json: unknown, part: string]>([
    ['half a file', JSON.stringify(json).slice(0, 300), 'breaks off'],
    ['another JSON', { name: 'package' }, 'no TensorFlow.js model'],
    ['a list of weights', [group], 'without the model'],
    ['a manifest alone', { format: 'graph-model', weightsManifest: [group] }, 'graph is absent'],
    ['an unknown format', { ...json, format: 'saved-model' }, '“saved-model”'],
    ['a format that its topology is not', { ...json, format: 'layers-model' }, 'describes no layers'],
    ['an absent format and an odd topology', { modelTopology: { layers: [] } }, 'neither a graph nor layers'],
    ['an empty graph', graph([]), 'graph is empty'],
    [
      'damaged weights',
      { ...json, weightsManifest: [{ paths: 'w.bin', weights: [] }] },
      'weightsManifest.0.paths',
    ],
    [
      'an unknown type of weights',
      { ...json, weightsManifest: [{ paths: [], weights: [{ name: 'w', shape: [], dtype: 'int4' }] }] },
      'stored as int4',
    ],
    ['an input of complex numbers', graph([placeholder('z', 'DT_COMPLEX64', 1)]), 'DT_COMPLEX64'],
    ['layers without input', { modelTopology: { class_name: 'Model', config: {} } }, 'no input'],
  ])('%s', (_what, bad, part) => expect(messageFor(bad)).toContain(part));
});

test('tells JSON from ONNX by its first bytes', () => {
  expect(looksLikeJson(jsonBytes({}))).toBe(true);
  expect(looksLikeJson(new TextEncoder().encode('\uFEFF\n {"a":1}'))).toBe(true);
  expect(looksLikeJson(new TextEncoder().encode('text'))).toBe(false);
  expect(looksLikeJson(new Uint8Array([0x7b, 0x00, 0x01]))).toBe(false);
  expect(looksLikeJson(new Uint8Array())).toBe(false);
});
