import { expect, test } from 'vitest';
import { describeOnnx } from './describe.ts';
import { fixtureGraph, fixtureInput, fixtureModel, fixtureNode, fixtureTensor } from './fixture-model.ts';
import type { OnnxGraph } from './schema.ts';

function describeGraph(graph: Partial<OnnxGraph>) {
  return describeOnnx(fixtureModel(graph), 1234);
}

test('inputs are those without an initializer, sizes of −1 and 0 are open', () => {
  const description = describeGraph({
    inputs: [fixtureInput('x', 'float32', [-1, 3, 0, 'w']), fixtureInput('weights', 'float32', [4])],
    outputs: [fixtureInput('y', 'undefined', null)],
    initializers: [fixtureTensor('weights', 'float32', [4])],
    nodes: [fixtureNode('Add', ['x', 'weights'], ['y'])],
  });
  expect(description.inputs).toEqual([{ name: 'x', dtype: 'float32', shape: [null, 3, null, 'w'] }]);
  expect(description.outputs).toEqual([{ name: 'y', dtype: 'undefined', shape: null }]);
  expect(description).toMatchObject({
    format: 'onnx',
    bytes: 1234,
    producer: 'fixture 1',
    opsets: [{ domain: '', version: 17 }],
  });
});

test('operators are counted by domain, nested graphs included', () => {
  const branch = fixtureGraph({
    nodes: [fixtureNode('Conv', ['x'], ['y'])],
    initializers: [fixtureTensor('inner', 'float32', [5])],
  });
  const description = describeGraph({
    nodes: [
      fixtureNode(
        'If',
        ['c'],
        ['y'],
        [
          { name: 'then_branch', type: 'graph', g: branch },
          { name: 'else_branch', type: 'graph', g: branch },
        ],
      ),
      fixtureNode('Conv', ['x'], ['z']),
      fixtureNode('com.microsoft.Gelu', ['z'], ['g']),
    ],
  });
  expect(description.operators).toEqual({ Conv: 3, If: 1, 'com.microsoft.Gelu': 1 });
  expect(description.nodeCount).toBe(5);
  expect(description.parameters).toBe(10);
});

test('parameters: floats of any size, integers from 64 elements, constants, never 64-bit integers', () => {
  const constant = { name: 'value', type: 'tensor', t: fixtureTensor('', 'float32', [7]) } as const;
  const description = describeGraph({
    nodes: [fixtureNode('Constant', [], ['k'], [constant])],
    initializers: [
      fixtureTensor('weights', 'float32', [10, 10]),
      fixtureTensor('scalar', 'float16', []),
      fixtureTensor('quantized', 'int8', [8, 8]),
      fixtureTensor('zero points', 'uint8', [63]),
      fixtureTensor('shape', 'int64', [1000]),
      fixtureTensor('flags', 'bool', [1000]),
    ],
  });
  expect(description.parameters).toBe(7 + 100 + 1 + 64);
  expect(describeGraph({ nodes: [fixtureNode('Relu', ['x'], ['y'])] }).parameters).toBe(0);
});

test('packed 4-bit weights count as weights, not as bytes', () => {
  const description = describeGraph({
    nodes: [
      fixtureNode(
        'com.microsoft.MatMulNBits',
        ['x', 'packed', 'scales'],
        ['y'],
        [{ name: 'bits', type: 'int', i: 4 }],
      ),
    ],
    initializers: [fixtureTensor('packed', 'uint8', [16, 1, 16]), fixtureTensor('scales', 'float32', [16])],
  });
  expect(description.parameters).toBe(512 + 16);
  expect(description.precision).toBe('int4');
});

test.each([
  ['fp32', { nodes: [fixtureNode('Relu', ['x'], ['y'])] }],
  ['fp16', { inputs: [fixtureInput('x', 'float16', [1])] }],
  ['fp16', { initializers: [fixtureTensor('a', 'float16', [100]), fixtureTensor('b', 'float32', [99])] }],
  ['fp32', { initializers: [fixtureTensor('a', 'float16', [99]), fixtureTensor('b', 'float32', [100])] }],
  ['int8', { nodes: [fixtureNode('QLinearConv', ['x'], ['y'])] }],
  ['int8', { nodes: [fixtureNode('DynamicQuantizeLinear', ['x'], ['y'])] }],
  ['int8', { nodes: [fixtureNode('com.microsoft.QGemm', ['x'], ['y'])] }],
  [
    'int8',
    {
      nodes: [
        fixtureNode('com.microsoft.MatMulNBits', ['x', 'w'], ['y'], [{ name: 'bits', type: 'int', i: 8 }]),
      ],
    },
  ],
  ['int4', { initializers: [fixtureTensor('w', 'uint4', [8])] }],
] as const)('precision %s (%#)', (precision, graph) =>
  expect(describeGraph(graph).precision).toBe(precision),
);

test('external files are listed once, in order', () => {
  const external = (name: string, location: string) => ({
    ...fixtureTensor(name, 'float32', [1]),
    externalData: { location, offset: 0, length: 4 },
  });
  const description = describeGraph({
    initializers: [external('a', 'second.bin'), external('b', 'first.bin'), external('c', 'second.bin')],
  });
  expect(description.externalDataLocations).toEqual(['second.bin', 'first.bin']);
});
