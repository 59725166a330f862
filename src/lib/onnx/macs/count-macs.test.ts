import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fixtureGraph,
  fixtureInput,
  fixtureInt as int,
  fixtureInts as ints,
  fixtureModel,
  fixtureNode as node,
  fixtureTensor as tensor,
  fixtureText as text,
} from '../fixture-model.ts';
import type { OnnxNode, OnnxTensor } from '../schema.ts';
import { countMacs } from './count-macs.ts';

function count(
  inputs: Readonly<Record<string, readonly number[]>>,
  nodes: readonly OnnxNode[],
  stored: readonly OnnxTensor[] = [],
  values: Readonly<Record<string, number>> = {},
) {
  const model = fixtureModel({
    nodes,
    initializers: stored,
    inputs: Object.entries(inputs).map(([name, shape]) => fixtureInput(name, 'float32', [...shape])),
  });
  const fed = Object.entries(inputs).map(
    ([name, shape]) => [name, { shape, value: values[name] ?? null }] as const,
  );
  return countMacs(model, new Map(fed));
}

function macsOf(...given: Parameters<typeof count>): number | null {
  const counted = count(...given);
  return counted.status === 'counted' ? counted.macs : null;
}

describe('by hand', () => {
  test.each([
    // The first layer of ResNet-50: 118,013,952.
    [
      'Conv',
      { x: [1, 3, 224, 224] },
      [ints('strides', 2, 2), ints('pads', 3, 3, 3, 3)],
      [tensor('w', 'float32', [64, 3, 7, 7])],
      112 * 112 * 64 * 3 * 7 * 7,
    ],
    [
      'Conv',
      { x: [2, 32, 10, 10] },
      [int('group', 32), ints('pads', 1, 1, 1, 1)],
      [tensor('w', 'float32', [32, 1, 3, 3])],
      2 * 32 * 10 * 10 * 9,
    ],
    [
      'ConvTranspose',
      { x: [1, 8, 5, 6] },
      [ints('strides', 2, 2)],
      [tensor('w', 'float32', [8, 4, 2, 2])],
      8 * 5 * 6 * 4 * 2 * 2,
    ],
    [
      'Gemm',
      { a: [3, 2] },
      [int('transA', 1), int('transB', 1)],
      [tensor('b', 'float32', [7, 3])],
      2 * 7 * 3,
    ],
    ['MatMul', { a: [5, 1, 2, 3], b: [4, 3, 7] }, [], [], 5 * 4 * 2 * 7 * 3],
    ['MatMulInteger', { a: [2, 3] }, [], [tensor('b', 'int8', [3, 7])], 2 * 3 * 7],
    ['Einsum', { a: [2, 3, 4], b: [2, 5, 4] }, [text('equation', 'bij,bkj->bik')], [], 2 * 3 * 5 * 4],
    [
      'com.microsoft.MatMulNBits',
      { x: [1, 9, 64] },
      [int('K', 64), int('N', 32)],
      [tensor('w', 'uint8', [32, 2, 16])],
      9 * 64 * 32,
    ],
    ['com.microsoft.FusedMatMul', { a: [2, 3, 4], b: [2, 3, 5] }, [int('transA', 1)], [], 2 * 4 * 5 * 3],
    [
      'LSTM',
      { x: [9, 2, 5] },
      [int('hidden_size', 4)],
      [tensor('w', 'float32', [1, 16, 5]), tensor('r', 'float32', [1, 16, 4])],
      4 * 9 * 2 * 4 * (5 + 4),
    ],
    [
      'GRU',
      { x: [9, 2, 5] },
      [int('hidden_size', 4), text('direction', 'bidirectional')],
      [tensor('w', 'float32', [2, 12, 5]), tensor('r', 'float32', [2, 12, 4])],
      2 * 3 * 9 * 2 * 4 * (5 + 4),
    ],
    [
      'com.microsoft.Attention',
      { x: [2, 6, 8] },
      [int('num_heads', 2)],
      [tensor('w', 'float32', [8, 24])],
      2 * 6 * 8 * 24 + 2 * (2 * 2 * 6 * 6 * 4),
    ],
    [
      'com.microsoft.MultiHeadAttention',
      { q: [2, 6, 8], k: [2, 10, 8], v: [2, 10, 8] },
      [int('num_heads', 2)],
      [],
      2 * (2 * 2 * 6 * 10 * 4),
    ],
    ['Attention', { q: [2, 4, 6, 8], k: [2, 4, 10, 8], v: [2, 4, 10, 8] }, [], [], 2 * (2 * 4 * 6 * 10 * 8)],
    ['Relu', { x: [100] }, [], [], 0],
    ['Softmax', { x: [100] }, [], [], 0],
  ] as const)('%s %#', (operator, inputs, attributes, stored, macs) => {
    const names = [...Object.keys(inputs), ...stored.map(({ name }) => name)];
    expect(macsOf(inputs, [node(operator, names, ['y'], attributes)], stored)).toBe(macs);
  });

  test('attention over a cache counts all that is in it', () => {
    const inputs = {
      q: [1, 1, 8],
      k: [1, 1, 4],
      v: [1, 1, 4],
      pastKey: [1, 2, 9, 2],
      pastValue: [1, 2, 9, 2],
    };
    const attributes = [int('num_heads', 4), int('kv_num_heads', 2)];
    const nodes = [
      node('com.microsoft.GroupQueryAttention', Object.keys(inputs), ['y', 'pk', 'pv'], attributes),
    ];
    expect(macsOf(inputs, nodes)).toBe(2 * 4 * 1 * 10 * 2);
  });
});

describe('graphs inside nodes', () => {
  const product = (name: string, width: number) => ({
    name,
    type: 'graph' as const,
    g: fixtureGraph({
      nodes: [node('MatMul', ['x', `${name}w`], [`${name}y`])],
      initializers: [tensor(`${name}w`, 'float32', [3, width])],
      outputs: [fixtureInput(`${name}y`, 'float32', null)],
    }),
  });
  const nodes = [
    node('Equal', ['rate', 'rate'], ['same']),
    node('If', ['same'], ['y'], [product('then_branch', 5), product('else_branch', 9)]),
  ];

  test('a branch that an input value chooses counts, the other does not', () => {
    expect(macsOf({ x: [2, 3], rate: [] }, nodes, [], { rate: 16_000 })).toBe(2 * 3 * 5);
  });

  test('branches of different cost leave the sum unknown', () => {
    expect(count({ x: [2, 3], rate: [] }, nodes)).toMatchObject({
      status: 'unknown',
      reason: { kind: 'branches-differ', operator: 'If' },
      byOperator: { MatMul: null },
    });
  });

  test('a scan counts its body once for each step', () => {
    const body = fixtureGraph({
      nodes: [node('MatMul', ['state', 'w'], ['next']), node('Identity', ['step'], ['out'])],
      inputs: [fixtureInput('state', 'float32', null), fixtureInput('step', 'float32', null)],
      outputs: [fixtureInput('next', 'float32', null), fixtureInput('out', 'float32', null)],
    });
    const scan = node(
      'Scan',
      ['s', 'x'],
      ['a', 'b'],
      [int('num_scan_inputs', 1), { name: 'body', type: 'graph', g: body }],
    );
    expect(macsOf({ s: [2, 3], x: [7, 4] }, [scan], [tensor('w', 'float32', [3, 3])])).toBe(7 * 2 * 3 * 3);
  });
});

describe('unknown', () => {
  test('where a product depends on data, with the operator in a sentence', () => {
    const nodes = [node('NonZero', ['x'], ['found']), node('MatMul', ['w', 'found'], ['y'])];
    const counted = count({ x: [4, 4] }, nodes, [tensor('w', 'float32', [5, 2])]);
    expect(counted).toMatchObject({
      status: 'unknown',
      reason: { kind: 'data-dependent', operator: 'NonZero' },
    });
    if (counted.status === 'unknown') expect(counted.reason.message).toMatch(/NonZero/);
  });

  test('where an operator of somebody else may compute anything', () => {
    const nodes = [node('com.acme.Frob', ['x'], ['y'])];
    expect(count({ x: [4] }, nodes)).toMatchObject({
      reason: { kind: 'no-rule', operator: 'com.acme.Frob' },
    });
  });

  test('not where only what comes after all products is', () => {
    const nodes = [node('MatMul', ['x', 'w'], ['y']), node('NonZero', ['y'], ['found'])];
    expect(macsOf({ x: [4, 4] }, nodes, [tensor('w', 'float32', [4, 2])])).toBe(32);
  });
});

describe('agrees with loops that multiply', () => {
  const small = fc.integer({ min: 1, max: 4 });

  test('of a convolution', () => {
    const sizes = fc.record({
      n: small,
      g: small,
      ci: small,
      co: small,
      h: small,
      w: small,
      kh: small,
      kw: small,
      stride: small,
      pad: fc.nat(2),
    });
    fc.assert(
      fc.property(sizes, ({ n, g, ci, co, h, w, kh, kw, stride, pad }) => {
        fc.pre(h + 2 * pad >= kh && w + 2 * pad >= kw);
        let macs = 0;
        for (let item = 0; item < n; item += 1)
          for (let channel = 0; channel < co * g; channel += 1)
            for (let top = -pad; top + kh <= h + pad; top += stride)
              for (let left = -pad; left + kw <= w + pad; left += stride)
                for (let from = 0; from < ci; from += 1)
                  for (let cell = 0; cell < kh * kw; cell += 1) macs += 1;
        const attributes = [
          ints('pads', pad, pad, pad, pad),
          ints('strides', stride, stride),
          int('group', g),
        ];
        const nodes = [node('Conv', ['x', 'k'], ['y'], attributes)];
        expect(macsOf({ x: [n, ci * g, h, w] }, nodes, [tensor('k', 'float32', [co * g, ci, kh, kw])])).toBe(
          macs,
        );
      }),
      { numRuns: 100 },
    );
  });

  test('of a matrix product', () => {
    const sizes = fc.record({ batch: fc.array(small, { maxLength: 2 }), m: small, k: small, n: small });
    fc.assert(
      fc.property(sizes, ({ batch, m, k, n }) => {
        let macs = 0;
        const items = batch.reduce((product, size) => product * size, 1);
        for (let item = 0; item < items; item += 1)
          for (let row = 0; row < m; row += 1)
            for (let column = 0; column < n; column += 1)
              for (let inner = 0; inner < k; inner += 1) macs += 1;
        expect(macsOf({ a: [...batch, m, k], b: [k, n] }, [node('MatMul', ['a', 'b'], ['y'])])).toBe(macs);
      }),
      { numRuns: 100 },
    );
  });
});
