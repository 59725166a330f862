import { expect, test } from 'vitest';
import { fixtureModel, fixtureNode as node, fixtureTensor as tensor } from './fixture-model.ts';
import { parametersByOperator } from './operator-parameters.ts';
import { countParameters } from './parameters.ts';

test('weights belong to the first node that computes with them, behind what only turns and joins them', () => {
  const model = fixtureModel({
    nodes: [
      node('DequantizeLinear', ['packed', 'scale'], ['w']),
      node('Conv', ['x', 'w', 'bias'], ['c']),
      node('Slice', ['recurrent', 'starts', 'ends'], ['part']),
      node('Concat', ['part', 'other'], ['r']),
      node('LSTM', ['c', 'w2', 'r'], ['h']),
      node('Concat', ['token', 'h'], ['joined']),
      node('com.microsoft.FusedMatMul', ['joined', 'shared'], ['m']),
      node('Gather', ['shared', 'ids'], ['y']),
    ],
    initializers: [
      tensor('packed', 'int8', [10, 10]),
      tensor('scale', 'float32', []),
      tensor('bias', 'float32', [10]),
      tensor('recurrent', 'float32', [8, 4]),
      tensor('starts', 'int64', [1]),
      tensor('ends', 'int64', [1]),
      tensor('other', 'float32', [2, 4]),
      tensor('w2', 'float32', [3]),
      tensor('token', 'float32', [5]),
      tensor('shared', 'float32', [7]),
      tensor('unused', 'float32', [1000]),
    ],
  });
  const byOperator = parametersByOperator(model);
  expect(byOperator).toEqual({
    Concat: 5,
    Conv: 100 + 1 + 10,
    LSTM: 32 + 8 + 3,
    'com.microsoft.FusedMatMul': 7,
  });
  const sum = Object.values(byOperator).reduce((total, parameters) => total + parameters, 0);
  expect(countParameters(model)).toBe(sum + 1000);
});
