import { expect, test } from 'vitest';
import { evaluateDimExpression } from './dim-expression.ts';
import { fixtureInput, fixtureModel, fixtureNode, fixtureTensor } from './fixture-model.ts';
import type { ValueInfo } from './schema.ts';
import { defaultDims, resolveShape, symbolicDims } from './symbolic-dims.ts';

/** `name: role default` of each open dimension. */
function summary(inputs: readonly ValueInfo[]): string[] {
  return symbolicDims(fixtureModel({ inputs })).map((dim) => `${dim.name}: ${dim.role} ${dim.default}`);
}

test('a name shared by inputs is one dimension', () => {
  const shape = ['batch_size', 'sequence_length'];
  const dims = symbolicDims(
    fixtureModel({
      inputs: [fixtureInput('input_ids', 'int64', shape), fixtureInput('mask', 'int64', shape)],
    }),
  );
  expect(dims).toEqual([
    {
      name: 'batch_size',
      role: 'batch',
      usedBy: [
        { input: 'input_ids', axis: 0 },
        { input: 'mask', axis: 0 },
      ],
      default: 1,
    },
    {
      name: 'sequence_length',
      role: 'sequence',
      usedBy: [
        { input: 'input_ids', axis: 1 },
        { input: 'mask', axis: 1 },
      ],
      default: 128,
    },
  ]);
});

test.each([
  [
    'unnamed NCHW',
    fixtureInput('x', 'float32', [null, 3, null, null]),
    ['x[0]: batch 1', 'x[2]: height 224', 'x[3]: width 224'],
  ],
  [
    'everything open',
    fixtureInput('x', 'float32', [-1, 0, -1, -1]),
    ['x[0]: batch 1', 'x[1]: channels 3', 'x[2]: height 224', 'x[3]: width 224'],
  ],
  [
    'NHWC',
    fixtureInput('x', 'float32', ['unk__5', null, null, 4]),
    ['unk__5: batch 1', 'x[1]: height 224', 'x[2]: width 224'],
  ],
  ['a line of text', fixtureInput('x', 'float32', ['N', 3, 48, 'D']), ['N: batch 1', 'D: width 320']],
  [
    'letters',
    fixtureInput('x', 'float32', ['B', 'C', 'H', 'W']),
    ['B: batch 1', 'C: channels 3', 'H: height 224', 'W: width 224'],
  ],
  ['one image', fixtureInput('x', 'float32', [3, null, null]), ['x[1]: height 224', 'x[2]: width 224']],
  ['spectrum', fixtureInput('mel', 'float32', [1, 80, null]), ['mel[2]: sequence 128']],
  [
    'sound',
    fixtureInput('audio', 'float32', [null, null]),
    ['audio[0]: batch 1', 'audio[1]: sequence 16000'],
  ],
  [
    'samples',
    fixtureInput('x', 'float32', ['batch_size', 'samples']),
    ['batch_size: batch 1', 'samples: sequence 16000'],
  ],
  ['a list of ids', fixtureInput('ids', 'int64', [null]), ['ids[0]: sequence 128']],
  ['a table', fixtureInput('x', 'float32', [null, null]), ['x[0]: batch 1', 'x[1]: other 1']],
  ['nothing open', fixtureInput('x', 'float32', [1, 2]), []],
  ['unknown rank', fixtureInput('x', 'float32', null), []],
] as const)('%s', (_what, input, expected) => expect(summary([input])).toEqual(expected));

test('a model that takes sound in pieces and keeps a state', () => {
  const inputs = [
    fixtureInput('input', 'float32', [null, null]),
    fixtureInput('state', 'float32', [2, null, 128]),
    fixtureInput('sr', 'int64', []),
  ];
  expect(summary(inputs)).toEqual(['input[0]: batch 1', 'input[1]: sequence 512', 'state[1]: batch 1']);
});

test('channels are read from the convolution of the input', () => {
  const model = fixtureModel({
    inputs: [fixtureInput('x', 'float32', [1, 'c', 8, 8])],
    nodes: [fixtureNode('Conv', ['x', 'w'], ['y'], [{ name: 'group', type: 'int', i: 2 }])],
    initializers: [fixtureTensor('w', 'float32', [16, 6, 3, 3])],
  });
  expect(symbolicDims(model)).toMatchObject([{ name: 'c', role: 'channels', default: 12 }]);
});

test('what other dimensions determine is computed, not asked for', () => {
  const inputs = [
    fixtureInput('input_ids', 'int64', ['batch', 'sequence']),
    fixtureInput('attention_mask', 'int64', ['batch', 'total_sequence_length']),
    fixtureInput('past.0.key', 'float32', ['batch', 4, 'past_sequence', 16]),
    fixtureInput('bias', 'float32', ['batch * 4', 'past_sequence + 1']),
  ];
  const dims = symbolicDims(fixtureModel({ inputs }));
  expect(dims.map((dim) => dim.name)).toEqual(['batch', 'sequence', 'past_sequence']);
  const chosen = { batch: 2, past_sequence: 10 };
  expect(inputs.map((input) => resolveShape(input.shape ?? [], input.name, dims, chosen))).toEqual([
    [2, 128],
    [2, 138],
    [2, 4, 10, 16],
    [8, 11],
  ]);
});

test('shapes take what is chosen, else the defaults', () => {
  const input = fixtureInput('x', 'float32', ['batch', -1, 7]);
  const dims = symbolicDims(fixtureModel({ inputs: [input] }));
  expect(resolveShape(['batch', -1, 7], 'x', dims, {})).toEqual([1, 128, 7]);
  expect(resolveShape(['batch', -1, 7], 'x', dims, { batch: 4, 'x[1]': 5 })).toEqual([4, 5, 7]);
  expect(resolveShape(['constructor'], 'x', dims, {})).toEqual([1]);
  expect(defaultDims(dims)).toEqual({ batch: 1, 'x[1]': 128 });
});

test.each([
  ['past + 1', 6],
  ['past+present*2', 11],
  ['past + unknown', null],
  ['past', null],
  ['+', null],
  ['2*3', 6],
])('expression %s is %s', (text, value) => {
  const sizes: Record<string, number> = { past: 5, present: 3 };
  expect(evaluateDimExpression(text, (name) => sizes[name] ?? null)).toBe(value);
});
