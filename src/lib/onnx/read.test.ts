import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixtureGraph, fixtureInput, fixtureModel, fixtureNode } from './fixture-model.ts';
import { identityModel } from './identity-model.ts';
import { readOnnx, type ReadOnnx } from './read.ts';
import type { OnnxGraph } from './schema.ts';
import { writeOnnx } from './write.ts';

/** Written by hand from the field numbers: IR 8, opset 17, `y = Relu(x)`, x float32["n", 2], and weights w int64[3]. */
const handWritten = Uint8Array.from(
  [
    [0x08, 0x08],
    [0x3a, 0x3e],
    [0x0a, 0x0c, 0x0a, 0x01, 0x78, 0x12, 0x01, 0x79, 0x22, 0x04, 0x52, 0x65, 0x6c, 0x75],
    [0x12, 0x01, 0x67],
    // Elements of the typed field, one at a time: 5, then −1 in its ten bytes, then 300.
    [
      0x2a, 0x17, 0x08, 0x03, 0x10, 0x07, 0x38, 0x05, 0x38, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
      0xff, 0x01,
    ],
    [0x38, 0xac, 0x02, 0x42, 0x01, 0x77],
    [
      0x5a, 0x10, 0x0a, 0x01, 0x78, 0x12, 0x0b, 0x0a, 0x09, 0x08, 0x01, 0x12, 0x05, 0x0a, 0x03, 0x12, 0x01,
      0x6e,
    ],
    [0x62, 0x00],
    [0x42, 0x02, 0x10, 0x11],
  ].flat(),
);

function kindOf(result: ReadOnnx): string {
  return result.status === 'read' ? 'read' : result.reason.kind;
}

function textBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

test('reads a file written by hand', () => {
  const result = readOnnx(handWritten);
  expect(result).toMatchObject({
    status: 'read',
    model: {
      irVersion: 8,
      opsetImports: [{ domain: '', version: 17 }],
      graph: {
        name: 'g',
        nodes: [{ opType: 'Relu', inputs: ['x'], outputs: ['y'] }],
        inputs: [{ name: 'x', dtype: 'float32', shape: ['n'] }],
        initializers: [{ name: 'w', dims: [3], dataType: 'int64', typedData: { field: 'int64' } }],
      },
    },
  });
  if (result.status !== 'read') return;
  const packed = result.model.graph.initializers[0]?.typedData?.packed;
  expect([...(packed ?? [])]).toEqual([5, ...Array<number>(9).fill(0xff), 1, 0xac, 2]);
});

test('weights are views into the file', () => {
  const rawData = Uint8Array.of(1, 2, 3, 4);
  const model = fixtureModel({
    nodes: [fixtureNode('Relu', ['w'], ['y'])],
    initializers: [{ name: 'w', dims: [4], dataType: 'uint8', rawData }],
  });
  const bytes = writeOnnx(model);
  const result = readOnnx(bytes);
  const read = result.status === 'read' ? result.model.graph.initializers[0]?.rawData : undefined;
  expect(read).toEqual(rawData);
  expect(read?.buffer).toBe(bytes.buffer);
});

describe('what is no ONNX model comes back with its reason', () => {
  test.each([
    ['empty', ''],
    ['text', 'Entry not found'],
    ['text', '\ufeffname;größe\n'],
    ['html', '\n<!DOCTYPE html><html><body>Sign in</body></html>'],
    ['html', '<HTML lang="en">'],
    ['json', '{"format": "graph-model"}'],
    ['git-lfs-pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n'],
    ['tflite', '\x1c\x00\x00\x00TFL3\x14\x00'],
    ['ort-format', '\x20\x00\x00\x00ORTM\x00\x00'],
    ['zip', 'PK\x03\x04\x00\x00'],
    ['gguf', 'GGUF\x03\x00\x00\x00'],
    ['safetensors', '\x40\x00\x00\x00\x00\x00\x00\x00{"weight":{}}'],
    ['not-onnx', '\x00\x01\x02\x03'],
    ['not-onnx', '\x0a\x01\x41'],
  ])('%s: %j', (kind, content) => {
    const result = readOnnx(textBytes(content));
    expect(kindOf(result)).toBe(kind);
    if (result.status === 'unreadable') expect(result.reason.message).toMatch(/^[A-Z].*\.$/);
  });

  test('gzip and HDF5, whose first byte is no character', () => {
    expect(kindOf(readOnnx(Uint8Array.of(0x1f, 0x8b, 8, 0)))).toBe('gzip');
    expect(kindOf(readOnnx(Uint8Array.of(0x89, 0x48, 0x44, 0x46, 13, 10)))).toBe('hdf5');
  });

  test('a file that ends too early says how much is missing', () => {
    const cut = readOnnx(handWritten.subarray(0, 40));
    expect(cut).toMatchObject({ status: 'unreadable', reason: { kind: 'truncated', missingBytes: 26 } });
  });

  test('a file cut off before the graph, or without operators', () => {
    expect(kindOf(readOnnx(handWritten.subarray(0, 2)))).toBe('no-graph');
    expect(kindOf(readOnnx(writeOnnx(fixtureModel({ inputs: [fixtureInput('x', 'float32', [1])] }))))).toBe(
      'no-nodes',
    );
  });

  test('a file cut off right after the graph, before its operator sets', () => {
    expect(kindOf(readOnnx(handWritten.subarray(0, -4)))).toBe('no-opset');
  });

  test('a length inside the graph that reaches out of it', () => {
    const damaged = Uint8Array.from(handWritten);
    damaged[5] = 0x7f;
    expect(kindOf(readOnnx(damaged))).toBe('damaged');
  });

  test('a length of nearly 2^64 bytes', () => {
    const huge = [0x08, 0x08, 0x3a, ...Array<number>(9).fill(0xff), 0x01];
    expect(kindOf(readOnnx(Uint8Array.from(huge)))).toBe('truncated');
  });

  test('graphs nested without end', () => {
    let graph: OnnxGraph = fixtureGraph({ nodes: [fixtureNode('Relu', ['x'], ['y'])] });
    for (let depth = 0; depth < 40; depth += 1)
      graph = fixtureGraph({
        nodes: [fixtureNode('If', ['x'], ['y'], [{ name: 'then_branch', type: 'graph', g: graph }])],
      });
    expect(kindOf(readOnnx(writeOnnx(fixtureModel(graph))))).toBe('too-deep');
  });
});

describe('never throws', () => {
  test('on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(['read', 'unreadable']).toContain(readOnnx(bytes).status);
      }),
      { numRuns: 500 },
    );
  });

  test('on a model cut anywhere, which is never read as whole', () => {
    for (const whole of [handWritten, identityModel()])
      for (let length = 0; length < whole.length; length += 1)
        expect(kindOf(readOnnx(whole.subarray(0, length)))).not.toBe('read');
  });

  test('on a model with some bytes changed', () => {
    const change = fc.tuple(fc.nat(handWritten.length - 1), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const changed = Uint8Array.from(handWritten);
        for (const [at, byte] of changes) changed[at] = byte;
        expect(['read', 'unreadable']).toContain(readOnnx(changed).status);
      }),
      { numRuns: 2000 },
    );
  });
});
