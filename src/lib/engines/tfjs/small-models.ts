import { float16Bits } from '#lib/core/protocol/float16.ts';
import { createRandom } from '#lib/core/protocol/random.ts';

/** Small real models for tests: written here, run by the real TensorFlow.js. */

export interface ModelFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}
export type ModelFiles = readonly [ModelFile, ...ModelFile[]];
type Storage = 'float32' | 'float16' | 'uint8';

interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

function normal(name: string, shape: readonly number[], seed: number): Weight {
  const random = createRandom(seed);
  const count = shape.reduce((product, size) => product * size, 1);
  const fanIn = count / (shape.at(-1) ?? 1);
  return {
    name,
    shape,
    values: Float32Array.from({ length: count }, () => random.nextNormal() / Math.sqrt(fanIn)),
  };
}

function int32(name: string, values: readonly number[], shape: readonly number[]): Weight {
  return { name, shape, values: Int32Array.from(values) };
}

/** One weight as the manifest describes it, and its bytes. */
function encode({ name, shape, values }: Weight, storage: Storage) {
  if (values instanceof Int32Array) return { entry: { name, shape, dtype: 'int32' }, bytes: bytesOf(values) };
  switch (storage) {
    case 'float32':
      return { entry: { name, shape, dtype: 'float32' }, bytes: bytesOf(values) };
    case 'float16':
      return {
        entry: {
          name,
          shape,
          dtype: 'float32',
          quantization: { dtype: 'float16', original_dtype: 'float32' },
        },
        bytes: bytesOf(Uint16Array.from(values, float16Bits)),
      };
    case 'uint8': {
      const min = Math.min(...values);
      const scale = (Math.max(...values) - min) / 255 || 1;
      return {
        entry: {
          name,
          shape,
          dtype: 'float32',
          quantization: { dtype: 'uint8', min, scale, original_dtype: 'float32' },
        },
        bytes: Uint8Array.from(values, (value) => Math.round((value - min) / scale)),
      };
    }
  }
}

function bytesOf(values: Float32Array | Int32Array | Uint16Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** `model.json` and its weights in two shards, cut in the middle as the converter cuts them. */
function modelOf(parts: object, weights: readonly Weight[], storage: Storage = 'float32'): ModelFiles {
  const encoded = weights.map((weight) => encode(weight, storage));
  const data = new Uint8Array(encoded.reduce((sum, { bytes }) => sum + bytes.byteLength, 0));
  let offset = 0;
  for (const { bytes } of encoded) {
    data.set(bytes, offset);
    offset += bytes.byteLength;
  }
  const half = data.length >> 1;
  const paths = ['group1-shard1of2.bin', 'group1-shard2of2.bin'] as const;
  const weightsManifest = [{ paths, weights: encoded.map(({ entry }) => entry) }];
  return [
    { name: 'model.json', bytes: new TextEncoder().encode(JSON.stringify({ ...parts, weightsManifest })) },
    { name: paths[0], bytes: data.slice(0, half) },
    { name: paths[1], bytes: data.slice(half) },
  ];
}

type Attributes = Readonly<Record<string, object>>;
const typeAttribute = { T: { type: 'DT_FLOAT' } };
const text = (value: string) => ({ s: btoa(value) });

const shapeOf = (shape: readonly number[]) => ({ dim: shape.map((size) => ({ size: String(size) })) });

function node(name: string, op: string, input: readonly string[], attr: Attributes = typeAttribute) {
  return { name, op, input, attr };
}

function placeholder(name: string, shape: readonly number[], type = 'DT_FLOAT') {
  return node(name, 'Placeholder', [], { dtype: { type }, shape: { shape: shapeOf(shape) } });
}

function constant({ name, shape, values }: Weight) {
  const dtype = values instanceof Int32Array ? 'DT_INT32' : 'DT_FLOAT';
  return node(name, 'Const', [], {
    dtype: { type: dtype },
    value: { tensor: { dtype, tensorShape: shapeOf(shape) } },
  });
}

interface Input {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type?: string;
}

function graphModel(
  inputs: readonly Input[],
  nodes: readonly object[],
  weights: readonly Weight[],
  outputs: readonly string[],
  storage: Storage = 'float32',
): ModelFiles {
  const signature = {
    inputs: Object.fromEntries(
      inputs.map(({ name, shape, type = 'DT_FLOAT' }) => [
        name,
        { name: `${name}:0`, dtype: type, tensorShape: shapeOf(shape) },
      ]),
    ),
    outputs: Object.fromEntries(outputs.map((name) => [name, { name: `${name}:0`, dtype: 'DT_FLOAT' }])),
  };
  const node = [
    ...inputs.map(({ name, shape, type }) => placeholder(name, shape, type)),
    ...weights.map(constant),
    ...nodes,
  ];
  const modelTopology = { node, library: {}, versions: { producer: 1 } };
  return modelOf({ format: 'graph-model', generatedBy: 'tests', signature, modelTopology }, weights, storage);
}

const convolution = (stride: number): Attributes => ({
  ...typeAttribute,
  strides: { list: { i: ['1', String(stride), String(stride), '1'] } },
  dilations: { list: { i: ['1', '1', '1', '1'] } },
  padding: text('SAME'),
  data_format: text('NHWC'),
});

/** Convolutions, ReLU, mean and a fully connected layer; input `x:0`, 1×32×32×3. */
export function smallGraphModel(storage: Storage = 'float32'): ModelFiles {
  return graphModel(
    [{ name: 'x', shape: [1, 32, 32, 3] }],
    [
      node('c1', 'Conv2D', ['x', 'w1'], convolution(1)),
      node('a1', 'BiasAdd', ['c1', 'b1']),
      node('r1', 'Relu', ['a1']),
      node('c2', 'Conv2D', ['r1', 'w2'], convolution(2)),
      node('r2', 'Relu', ['c2']),
      node('m', 'Mean', ['r2', 'axes'], { ...typeAttribute, keep_dims: { b: false } }),
      node('y', 'MatMul', ['m', 'w3'], {
        ...typeAttribute,
        transpose_a: { b: false },
        transpose_b: { b: false },
      }),
    ],
    [
      normal('w1', [3, 3, 3, 16], 1),
      normal('b1', [16], 2),
      normal('w2', [3, 3, 16, 32], 3),
      normal('w3', [32, 10], 4),
      int32('axes', [1, 2], [2]),
    ],
    ['y'],
    storage,
  );
}

/** A branch that the values decide: `executeAsync` only. Inputs `x:0` (float32) and `k:0` (int32), each 1×8. */
export function controlFlowModel(): ModelFiles {
  return graphModel(
    [
      { name: 'x', shape: [1, 8] },
      { name: 'k', shape: [1, 8], type: 'DT_INT32' },
    ],
    [
      node('f', 'Cast', ['k'], { SrcT: { type: 'DT_INT32' }, DstT: { type: 'DT_FLOAT' } }),
      node('s', 'AddV2', ['x', 'f']),
      node('m', 'Mean', ['s', 'axes'], { ...typeAttribute, keep_dims: { b: false } }),
      node('p', 'Greater', ['m', 'limit']),
      node('branch', 'Switch', ['s', 'p']),
      node('no', 'Neg', ['branch']),
      node('yes', 'Relu', ['branch:1']),
      node('y', 'Merge', ['no', 'yes']),
    ],
    [int32('axes', [0, 1], [2]), { name: 'limit', shape: [], values: Float32Array.of(3.5) }],
    ['y'],
  );
}

/** A single operator on `x:0`, 1×4×4×8. */
export function modelWithOperator(op: string, attributes: Attributes = typeAttribute): ModelFiles {
  return graphModel([{ name: 'x', shape: [1, 4, 4, 8] }], [node('y', op, ['x'], attributes)], [], ['y']);
}

/** Einstein summation: TensorFlow.js has it on the plain backend and on graphics processors, but not on WASM. */
export function modelWithEinsum(): ModelFiles {
  return modelWithOperator('Einsum', { ...typeAttribute, equation: text('abcd->acbd') });
}

/** Square matrix products in a row, long enough to keep threads busy. Input `x:0`. */
export function slowGraphModel(size: number, layers: number): ModelFiles {
  const names = Array.from({ length: layers }, (_, index) => (index === 0 ? 'x' : `h${index}`));
  const attributes = { ...typeAttribute, transpose_a: { b: false }, transpose_b: { b: false } };
  return graphModel(
    [{ name: 'x', shape: [size, size] }],
    names.map((name, index) => node(names[index + 1] ?? 'y', 'MatMul', [name, 'w'], attributes)),
    [normal('w', [size, size], 8)],
    ['y'],
  );
}

/** Two inputs and two outputs of a Keras model: `left` and `right`, each N×6. */
export function smallLayersModel(storage: Storage = 'float32'): ModelFiles {
  const inputLayer = (name: string) => ({
    class_name: 'InputLayer',
    name,
    config: { name, batch_input_shape: [null, 6], dtype: 'float32', sparse: false },
    inbound_nodes: [],
  });
  const dense = (name: string, units: number, activation: string) => ({
    class_name: 'Dense',
    name,
    config: { name, units, activation, use_bias: true, trainable: true },
    inbound_nodes: [[['joined', 0, 0, {}]]],
  });
  const config = {
    name: 'small',
    layers: [
      inputLayer('left'),
      inputLayer('right'),
      {
        class_name: 'Concatenate',
        name: 'joined',
        config: { name: 'joined', axis: -1 },
        inbound_nodes: [
          [
            ['left', 0, 0, {}],
            ['right', 0, 0, {}],
          ],
        ],
      },
      dense('first', 5, 'relu'),
      dense('second', 3, 'softmax'),
    ],
    input_layers: [
      ['left', 0, 0],
      ['right', 0, 0],
    ],
    output_layers: [
      ['first', 0, 0],
      ['second', 0, 0],
    ],
  };
  const modelTopology = {
    keras_version: '2.15.0',
    backend: 'tensorflow',
    model_config: { class_name: 'Model', config },
  };
  return modelOf(
    { format: 'layers-model', generatedBy: 'tests', modelTopology },
    [
      normal('first/kernel', [12, 5], 11),
      normal('first/bias', [5], 12),
      normal('second/kernel', [12, 3], 13),
      normal('second/bias', [3], 14),
    ],
    storage,
  );
}
