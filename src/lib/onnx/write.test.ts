import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dataTypeName } from './data-type.ts';
import { fixtureGraph, fixtureInput, fixtureModel, fixtureNode } from './fixture-model.ts';
import { identityModel } from './identity-model.ts';
import { readOnnx } from './read.ts';
import type { OnnxModel, OnnxTensor } from './schema.ts';
import { layoutOnnx, writeOnnx } from './write.ts';

function roundTrip(model: OnnxModel): OnnxModel {
  const result = readOnnx(writeOnnx(model));
  if (result.status !== 'read') throw new Error(result.reason.message);
  return result.model;
}

const tensors: OnnxTensor[] = [
  { name: 'raw', dims: [2], dataType: 'int16', rawData: Uint8Array.of(1, 0, 2, 0) },
  {
    name: 'typed',
    dims: [1],
    dataType: 'float32',
    typedData: { field: 'float', packed: Uint8Array.of(0, 0, 128, 63) },
  },
  { name: 'texts', dims: [1], dataType: 'string', stringData: [Uint8Array.of(104, 105)] },
  {
    name: 'elsewhere',
    dims: [3],
    dataType: 'uint8',
    externalData: { location: 'w.bin', offset: 4096, length: 3 },
  },
  {
    name: 'to the end',
    dims: [3],
    dataType: 'uint8',
    externalData: { location: 'v.bin', offset: 0, length: null },
  },
  { name: 'none', dims: [0], dataType: 'float16' },
];

test('every kind of part survives', () => {
  const inner = fixtureGraph({
    nodes: [fixtureNode('Relu', ['x'], ['y'])],
    outputs: [fixtureInput('y', 'undefined', null)],
  });
  const node = fixtureNode(
    'com.microsoft.Odd',
    ['x', '', 'raw'],
    ['y'],
    [
      { name: 'f', type: 'float', f: 0.25 },
      { name: 'i', type: 'int', i: -3 },
      { name: 's', type: 'string', s: Uint8Array.of(0xff, 0x00) },
      { name: 't', type: 'tensor', t: tensors[0]! },
      { name: 'g', type: 'graph', g: inner },
      { name: 'fs', type: 'floats', floats: [1, -0.5] },
      { name: 'is', type: 'ints', ints: [0, -1, 2 ** 40] },
      { name: 'ss', type: 'strings', strings: [Uint8Array.of(65), Uint8Array.of()] },
      { name: 'ts', type: 'tensors', tensors },
      { name: 'gs', type: 'graphs', graphs: [inner, inner] },
      { name: 'none', type: 'ints', ints: [] },
    ],
  );
  const model = fixtureModel(
    {
      nodes: [node],
      initializers: tensors,
      inputs: [fixtureInput('x', 'float32', ['batch', 3, null, -1]), fixtureInput('scalar', 'bool', [])],
      outputs: [fixtureInput('y', 'float32', null)],
      valueInfos: [fixtureInput('between', 'int64', [0])],
      docString: 'One node.',
    },
    {
      opsetImports: [
        { domain: '', version: 21 },
        { domain: 'com.microsoft', version: 1 },
      ],
      metadata: { stride: '32', names: '' },
      functions: [Uint8Array.of(0x0a, 0x01, 0x66)],
      docString: 'Says what it is: ∑ of all parts.',
    },
  );
  expect(roundTrip(model)).toEqual(model);
});

test('an attribute of a kind that is not read is written back as it was', () => {
  const message = Uint8Array.of(0x0a, 0x01, 0x61, 0xaa, 0x01, 0x01, 0x62, 0xa0, 0x01, 0x02);
  const model = fixtureModel({
    nodes: [fixtureNode('F', [], ['y'], [{ name: 'a', type: 'other', message }])],
  });
  expect(roundTrip(model)).toEqual(model);
});

test('INT64_MAX and INT64_MIN keep their meaning', () => {
  const ints = { name: 'ends', type: 'ints', ints: [2 ** 63, -(2 ** 63)] } as const;
  const model = fixtureModel({ nodes: [fixtureNode('F', [], ['y'], [ints])] });
  expect(roundTrip(model)).toEqual(model);
  const maximum = [0x40, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f];
  expect(Array.from(writeOnnx(model)).join()).toContain(maximum.join());
});

test('any initializers and shapes survive', () => {
  const tensor = fc.record({
    name: fc.string({ unit: 'grapheme', maxLength: 20 }),
    dims: fc.array(fc.integer({ min: -1, max: Number.MAX_SAFE_INTEGER }), { maxLength: 5 }),
    dataType: fc.nat(26).map(dataTypeName),
    rawData: fc.uint8Array({ maxLength: 300 }),
  });
  const dim = fc.oneof(fc.maxSafeInteger(), fc.string({ minLength: 1 }), fc.constant(null));
  const shape = fc.option(fc.array(dim, { maxLength: 6 }));
  fc.assert(
    fc.property(fc.array(tensor, { maxLength: 4 }), shape, (initializers, inputShape) => {
      const nodes = [fixtureNode('Relu', ['x'], ['y'])];
      const model = fixtureModel({ nodes, initializers, inputs: [fixtureInput('x', 'float32', inputShape)] });
      expect(roundTrip(model)).toEqual(model);
    }),
    { numRuns: 100 },
  );
});

test('the identity model is small and whole', () => {
  const bytes = identityModel();
  expect(bytes.length).toBeLessThan(120);
  const result = readOnnx(bytes);
  expect(result).toMatchObject({
    status: 'read',
    model: {
      irVersion: 7,
      opsetImports: [{ domain: '', version: 13 }],
      graph: {
        nodes: [{ opType: 'Identity', inputs: ['input'], outputs: ['output'] }],
        inputs: [{ name: 'input', dtype: 'float32', shape: [1] }],
        outputs: [{ name: 'output', dtype: 'float32', shape: [1] }],
      },
    },
  });
});

test('weights go beside the library: given ones as the views that they are, missing ones as a place in the file', () => {
  const rawData = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
  const model = fixtureModel({
    nodes: [fixtureNode('Add', ['given', 'missing'], ['y'])],
    initializers: [
      { name: 'given', dims: [2], dataType: 'float32', rawData },
      { name: 'missing', dims: [2, 100], dataType: 'float16' },
      { name: 'none', dims: [0, 3], dataType: 'float32' },
    ],
  });
  const layout = layoutOnnx(model);
  if (layout.status !== 'laid-out') throw new Error(layout.message);
  expect(layout.pieces.some((piece) => piece.kind === 'bytes' && piece.bytes === rawData)).toBe(true);
  const made = new Uint8Array(400).fill(7);
  const parts = layout.pieces.map((piece) => {
    if (piece.kind === 'bytes') return piece.bytes;
    expect(piece).toMatchObject({ tensor: { name: 'missing' }, byteLength: 400 });
    return made;
  });
  const file = new Uint8Array(Buffer.concat(parts));
  expect(file).toHaveLength(layout.byteLength);
  const read = readOnnx(file);
  if (read.status !== 'read') throw new Error(read.reason.message);
  expect(read.model.graph.initializers[1]).toEqual({ ...model.graph.initializers[1], rawData: made });
  expect(() => writeOnnx(model)).toThrow('missing');
});

test('more than 2 GiB is refused with a sentence, without making any of it', () => {
  const model = fixtureModel({
    nodes: [fixtureNode('Relu', ['w'], ['y'])],
    initializers: [{ name: 'w', dims: [600, 1_000_000], dataType: 'float32' }],
  });
  expect(layoutOnnx(model)).toMatchObject({
    status: 'too-large',
    message: 'The model would have 2.24 GiB, and an ONNX file can have at most 2 GiB.',
    limitBytes: 2 ** 31 - 1,
  });
});
