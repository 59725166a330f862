import { expect, test } from 'vitest';
import { fixtureGraph, fixtureModel, fixtureNode, fixtureTensor } from './fixture-model.ts';
import type { OnnxGraph } from './schema.ts';
import { vocabularySize } from './vocabulary.ts';

function sizeIn(graph: Partial<OnnxGraph>): number | null {
  return vocabularySize(fixtureModel(graph), 'ids');
}

const table = fixtureTensor('table', 'float32', [1000, 8]);

test('the rows of the table that the input indexes', () => {
  expect(sizeIn({ nodes: [fixtureNode('Gather', ['table', 'ids'], ['y'])], initializers: [table] })).toBe(
    1000,
  );
});

test('behind reshaping, and with quantized weights', () => {
  const nodes = [
    fixtureNode('Cast', ['ids'], ['a']),
    fixtureNode('Reshape', ['a', 'shape'], ['b']),
    fixtureNode('DequantizeLinear', ['table', 'scale'], ['weights']),
    fixtureNode('Gather', ['weights', 'b'], ['y']),
  ];
  expect(sizeIn({ nodes, initializers: [table] })).toBe(1000);
});

test('a table in a Constant node, inside a branch', () => {
  const constant = fixtureNode(
    'Constant',
    [],
    ['inner'],
    [{ name: 'value', type: 'tensor', t: fixtureTensor('', 'float32', [30, 2]) }],
  );
  const branch = fixtureGraph({ nodes: [constant, fixtureNode('Gather', ['inner', 'ids'], ['y'])] });
  expect(
    sizeIn({ nodes: [fixtureNode('If', ['c'], ['z'], [{ name: 'then_branch', type: 'graph', g: branch }])] }),
  ).toBe(30);
});

test('the smallest of several tables', () => {
  const nodes = [
    fixtureNode('Gather', ['table', 'ids'], ['y']),
    fixtureNode('Gather', ['small', 'ids'], ['z']),
  ];
  expect(sizeIn({ nodes, initializers: [table, fixtureTensor('small', 'float32', [2, 8])] })).toBe(2);
});

test('each index of a fused embedding has its own table', () => {
  const model = fixtureModel({
    nodes: [
      fixtureNode(
        'com.microsoft.EmbedLayerNormalization',
        ['ids', 'segments', 'words', 'positions', 'kinds'],
        ['y'],
      ),
    ],
    initializers: [fixtureTensor('words', 'float32', [500, 4]), fixtureTensor('kinds', 'float32', [2, 4])],
  });
  expect([vocabularySize(model, 'ids'), vocabularySize(model, 'segments')]).toEqual([500, 2]);
});

test('none where the input is no index, the table is computed, or another axis is meant', () => {
  const axis = { name: 'axis', type: 'int', i: 1 } as const;
  expect(
    sizeIn({ nodes: [fixtureNode('Gather', ['ids', 'table'], ['y'])], initializers: [table] }),
  ).toBeNull();
  expect(sizeIn({ nodes: [fixtureNode('Gather', ['computed', 'ids'], ['y'])] })).toBeNull();
  expect(
    sizeIn({ nodes: [fixtureNode('Gather', ['table', 'ids'], ['y'], [axis])], initializers: [table] }),
  ).toBeNull();
  expect(
    sizeIn({
      nodes: [fixtureNode('Shape', ['ids'], ['s']), fixtureNode('Gather', ['table', 's'], ['y'])],
      initializers: [table],
    }),
  ).toBeNull();
});

test('a loop of values ends', () => {
  const nodes = [
    fixtureNode('Identity', ['ids'], ['a']),
    fixtureNode('Identity', ['a'], ['ids']),
    fixtureNode('Cast', ['t'], ['t']),
    fixtureNode('Gather', ['t', 'a'], ['y']),
  ];
  expect(sizeIn({ nodes })).toBeNull();
});
