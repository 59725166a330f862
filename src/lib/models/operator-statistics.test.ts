import { expect, test } from 'vitest';
import { macsUnknown } from '#lib/onnx/macs/mac-count.ts';
import { operatorStatistics } from './operator-statistics.ts';

const described = { operators: { Add: 3, Conv: 2, toString: 1 }, parametersByOperator: { Conv: 90 } };

test('operators that nothing is said of contribute nothing, whatever they are called', () => {
  const macs = { status: 'counted', macs: 7, byOperator: { Conv: 7 }, source: 'shapes' } as const;
  expect(operatorStatistics(described, macs)).toEqual([
    { operator: 'Conv', count: 2, parameters: 90, macs: 7 },
    { operator: 'Add', count: 3, parameters: 0, macs: 0 },
    { operator: 'toString', count: 1, parameters: 0, macs: 0 },
  ]);
});

test('where one operator is unknown the others are not', () => {
  const macs = macsUnknown({ kind: 'data-dependent', operator: 'NonZero' }, { Conv: null });
  expect(operatorStatistics(described, macs).map((each) => each.macs)).toEqual([null, 0, 0]);
});

test('nothing is known of a model whose kind is not counted', () => {
  const macs = macsUnknown({ kind: 'format', format: 'TensorFlow.js' });
  const statistics = operatorStatistics({ ...described, parametersByOperator: null }, macs);
  expect(statistics.map(({ parameters, macs }) => [parameters, macs])).toEqual(Array(3).fill([null, null]));
});
