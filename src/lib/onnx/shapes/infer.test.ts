import { describe, expect, test } from 'vitest';
import {
  fixtureGraph,
  fixtureInput,
  fixtureInt as int,
  fixtureInts as ints,
  fixtureNode as node,
  fixtureTensor as tensor,
  fixtureText as text,
} from '../fixture-model.ts';
import type { OnnxAttribute, OnnxNode, OnnxTensor } from '../schema.ts';
import { floats, inferred, integers } from './fixture-shapes.ts';
import type { FullShape } from './known.ts';

/** Shape of the only output of one node. */
function shapeOf(
  operator: string,
  inputs: Readonly<Record<string, FullShape>>,
  attributes: readonly OnnxAttribute[] = [],
  stored: readonly OnnxTensor[] = [],
  opset = 17,
) {
  const names = [...Object.keys(inputs), ...stored.map(({ name }) => name)];
  const graph = inferred(inputs, [node(operator, names, ['y'], attributes)], stored, { opset });
  return graph.values.get('y')?.shape;
}

describe('one operator', () => {
  const image = { x: [2, 3, 32, 33] } as const;
  const weights = [tensor('w', 'float32', [8, 3, 3, 3])];

  test.each([
    ['Conv', image, [], weights, [2, 8, 30, 31]],
    ['Conv', image, [ints('pads', 1, 1, 1, 1), ints('strides', 2, 2)], weights, [2, 8, 16, 17]],
    ['Conv', image, [ints('dilations', 2, 3)], weights, [2, 8, 28, 27]],
    ['Conv', image, [text('auto_pad', 'SAME_UPPER'), ints('strides', 2, 2)], weights, [2, 8, 16, 17]],
    [
      'ConvTranspose',
      { x: [1, 8, 5, 5] },
      [ints('strides', 2, 2), ints('output_padding', 1, 1)],
      [tensor('w', 'float32', [8, 2, 3, 3])],
      [1, 2, 12, 12],
    ],
    ['MaxPool', image, [ints('kernel_shape', 2, 2), ints('strides', 2, 2)], [], [2, 3, 16, 16]],
    [
      'MaxPool',
      image,
      [ints('kernel_shape', 2, 2), ints('strides', 2, 2), int('ceil_mode', 1)],
      [],
      [2, 3, 16, 17],
    ],
    ['GlobalAveragePool', image, [], [], [2, 3, 1, 1]],
    ['MatMul', { a: [5, 1, 2, 3], b: [4, 3, 7] }, [], [], [5, 4, 2, 7]],
    ['MatMul', { a: [3], b: [4, 3, 7] }, [], [], [4, 7]],
    ['Gemm', { a: [3, 2] }, [int('transA', 1), int('transB', 1)], [tensor('b', 'float32', [7, 3])], [2, 7]],
    ['Einsum', { a: [2, 3, 4], b: [2, 5, 4] }, [text('equation', 'bij,bkj->bik')], [], [2, 3, 5]],
    ['Add', { a: [5, 1, 3], b: [4, 1] }, [], [], [5, 4, 3]],
    ['Transpose', { x: [2, 3, 4] }, [ints('perm', 2, 0, 1)], [], [4, 2, 3]],
    ['Reshape', { x: [2, 3, 4] }, [], [integers('s', [0, -1])], [2, 12]],
    ['Flatten', { x: [2, 3, 4] }, [int('axis', 2)], [], [6, 4]],
    ['Unsqueeze', { x: [2, 3] }, [], [integers('a', [0, -1])], [1, 2, 3, 1]],
    [
      'Slice',
      { x: [10, 10] },
      [],
      [
        integers('s', [8, -1]),
        integers('e', [1, -(2 ** 40)]),
        integers('a', [0, 1]),
        integers('t', [-2, -3]),
      ],
      [4, 4],
    ],
    ['Gather', { x: [10, 4, 6], i: [2, 5] }, [int('axis', 1)], [], [10, 2, 5, 6]],
    ['Concat', { a: [2, 3], b: [2, 5] }, [int('axis', -1)], [], [2, 8]],
    ['Pad', { x: [2, 3] }, [], [integers('p', [1, 0, 0, 4])], [3, 7]],
    ['DepthToSpace', { x: [1, 12, 2, 3] }, [int('blocksize', 2)], [], [1, 3, 4, 6]],
    ['ReduceMean', { x: [2, 3, 4] }, [ints('axes', -1), int('keepdims', 0)], [], [2, 3]],
    ['ArgMax', { x: [2, 3, 4] }, [int('axis', 1)], [], [2, 1, 4]],
    ['Tile', { x: [2, 3] }, [], [integers('r', [2, 1])], [4, 3]],
    ['Expand', { x: [3, 1] }, [], [integers('s', [2, 1, 6])], [2, 3, 6]],
    ['ConstantOfShape', {}, [], [integers('s', [2, 0])], [2, 0]],
    [
      'com.microsoft.MatMulNBits',
      { x: [1, 9, 64] },
      [int('K', 64), int('N', 32)],
      [tensor('w', 'uint8', [32, 2, 16])],
      [1, 9, 32],
    ],
    ['ConvInteger', image, [], [tensor('w', 'uint8', [8, 3, 1, 1])], [2, 8, 32, 33]],
  ] as const)('%s %#', (operator, inputs, attributes, stored, shape) =>
    expect(shapeOf(operator, inputs, attributes, stored)).toEqual(shape),
  );

  test('Resize by scales and by sizes, and what Upsample did before', () => {
    const x = { x: [1, 2, 5, 5] };
    const scales = floats('scales', [1, 1, 2, 1.5]);
    const resize = (inputs: string[], opset: number) =>
      inferred(x, [node('Resize', inputs, ['y'])], [scales, integers('sizes', [1, 2, 9, 8])], {
        opset,
      }).values.get('y')?.shape;
    expect(resize(['x', '', 'scales'], 13)).toEqual([1, 2, 10, 7]);
    expect(resize(['x', '', '', 'sizes'], 13)).toEqual([1, 2, 9, 8]);
    expect(resize(['x', 'scales'], 10)).toEqual([1, 2, 10, 7]);
  });

  test('Split gives the last part what is left', () => {
    const graph = inferred({ x: [7] }, [node('Split', ['x'], ['a', 'b', 'c'], [int('num_outputs', 3)])], [], {
      opset: 18,
    });
    expect(['a', 'b', 'c'].map((name) => graph.values.get(name)?.shape)).toEqual([[3], [3], [1]]);
  });

  test('LSTM in both directions', () => {
    const graph = inferred(
      { x: [9, 2, 5] },
      [
        node(
          'LSTM',
          ['x', 'w', 'r'],
          ['y', 'h', 'c'],
          [int('hidden_size', 4), text('direction', 'bidirectional')],
        ),
      ],
      [tensor('w', 'float32', [2, 16, 5]), tensor('r', 'float32', [2, 16, 4])],
    );
    expect(['y', 'h', 'c'].map((name) => graph.values.get(name)?.shape)).toEqual([
      [9, 2, 2, 4],
      [2, 2, 4],
      [2, 2, 4],
    ]);
  });
});

describe('computed shapes', () => {
  /** What exporters write to merge the last two axes: shape, gather, multiply, concat, reshape. */
  const merge: OnnxNode[] = [
    node('Shape', ['x'], ['shape']),
    node('Gather', ['shape', 'zero'], ['batch']),
    node('Gather', ['shape', 'two'], ['width']),
    node('Mul', ['width', 'three'], ['product']),
    node('Unsqueeze', ['batch', 'axis'], ['batch1']),
    node('Unsqueeze', ['product', 'axis'], ['product1']),
    node('Concat', ['batch1', 'product1'], ['target'], [int('axis', 0)]),
    node('Reshape', ['x', 'target'], ['y']),
  ];
  const constants = [
    integers('zero', [0], []),
    integers('two', [2], []),
    integers('three', [3], []),
    integers('axis', [0]),
  ];

  test('are followed through arithmetic', () => {
    const graph = inferred({ x: [6, 3, 5] }, merge, constants);
    expect(graph.values.get('target')?.elements).toEqual([6, 15]);
    expect(graph.values.get('y')).toMatchObject({ shape: [6, 15], cause: null });
  });

  test('an open size in one place leaves the others known', () => {
    const nodes = [
      node('NonZero', ['data'], ['found']),
      node('Shape', ['found'], ['shape']),
      node('Reshape', ['found', 'shape'], ['y']),
    ];
    const graph = inferred({ data: [4, 4] }, nodes);
    expect(graph.values.get('y')).toMatchObject({
      shape: [2, null],
      cause: { kind: 'data-dependent', operator: 'NonZero' },
    });
  });

  test('integer division cuts off, float32 rounds to single precision', () => {
    const nodes = [
      node('Div', ['seven', 'minusTwo'], ['quotient']),
      node('Cast', ['seven'], ['float'], [int('to', 1)]),
      node('Div', ['float', 'ten'], ['tenth']),
    ];
    const stored = [integers('seven', [7]), integers('minusTwo', [-2]), floats('ten', [10])];
    const { values } = inferred({}, nodes, stored);
    expect(values.get('quotient')?.elements).toEqual([-3]);
    expect(values.get('tenth')?.elements).toEqual([Math.fround(0.7)]);
  });
});

describe('what cannot be known', () => {
  test('an operator without a rule is named, and what comes after it inherits the cause', () => {
    const { values } = inferred({ x: [2] }, [
      node('com.acme.Frob', ['x'], ['a']),
      node('Relu', ['a'], ['b']),
    ]);
    const cause = { kind: 'no-rule', operator: 'com.acme.Frob' };
    expect(values.get('a')).toMatchObject({ shape: null, cause });
    expect(values.get('b')).toMatchObject({ shape: null, cause });
  });

  test('operators named like properties of every object have no rule', () => {
    const { values } = inferred({ x: [2] }, [node('constructor', ['x'], ['a'])]);
    expect(values.get('a')?.cause).toEqual({ kind: 'no-rule', operator: 'constructor' });
  });

  test('sizes that do not fit are no shape', () => {
    const { values } = inferred({ a: [2, 3], b: [4, 5] }, [node('MatMul', ['a', 'b'], ['y'])]);
    expect(values.get('y')?.cause).toEqual({ kind: 'unfit', operator: 'MatMul' });
  });
});

describe('graphs inside nodes', () => {
  const branch = (name: string, width: number) =>
    ({
      name,
      type: 'graph',
      g: fixtureGraph({
        nodes: [node('MatMul', ['x', `${name}w`], [`${name}y`])],
        initializers: [tensor(`${name}w`, 'float32', [3, width])],
        outputs: [fixtureInput(`${name}y`, 'float32', null)],
      }),
    }) as const;
  const choice = (a: number, b: number, condition: string) =>
    node('If', [condition], ['y'], [branch('then_branch', a), branch('else_branch', b)]);
  const inputs = { x: [2, 3], c: ['bool', []] } as const;

  test('branches that agree give a shape, those that differ what they share', () => {
    expect(inferred(inputs, [choice(5, 5, 'c')]).values.get('y')).toMatchObject({
      shape: [2, 5],
      cause: null,
    });
    expect(inferred(inputs, [choice(5, 6, 'c')]).values.get('y')).toMatchObject({
      shape: [2, null],
      cause: { kind: 'branches-differ', operator: 'If' },
    });
  });

  test('a condition that is known chooses', () => {
    const nodes = [
      node('Shape', ['x'], ['shape']),
      node('Gather', ['shape', 'i'], ['width']),
      node('Equal', ['width', 'three'], ['isThree']),
      choice(5, 6, 'isThree'),
    ];
    const stored = [integers('i', [1], []), integers('three', [3], [])];
    expect(inferred(inputs, nodes, stored).values.get('y')?.shape).toEqual([2, 5]);
  });

  test('a loop: what keeps its shape is known, what grows is not, what is collected is stacked', () => {
    const body = fixtureGraph({
      nodes: [
        node('Identity', ['go'], ['goOut']),
        node('Concat', ['grows', 'grows'], ['grown'], [int('axis', 0)]),
        node('Relu', ['keeps'], ['kept']),
        node('Neg', ['keeps'], ['part']),
      ],
      inputs: ['i', 'go', 'keeps', 'grows'].map((name) => fixtureInput(name, 'float32', null)),
      outputs: ['goOut', 'kept', 'grown', 'part'].map((name) => fixtureInput(name, 'float32', null)),
    });
    const { values } = inferred(
      { keeps0: [2, 3], grows0: [1, 4] },
      [
        node(
          'Loop',
          ['turns', '', 'keeps0', 'grows0'],
          ['a', 'b', 'c'],
          [{ name: 'body', type: 'graph', g: body }],
        ),
      ],
      [integers('turns', [5], [])],
    );
    expect(['a', 'b', 'c'].map((name) => values.get(name)?.shape)).toEqual([
      [2, 3],
      [null, 4],
      [5, 2, 3],
    ]);
  });
});
