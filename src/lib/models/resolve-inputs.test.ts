import { expect, test } from 'vitest';
import type { ModelRequest } from '#lib/core/protocol/plan.ts';
import type { OnnxDataType } from '#lib/onnx/data-type.ts';
import type { Dim } from '#lib/onnx/schema.ts';
import { inspectModel } from './inspect.ts';
import type { LoadedModel, ModelPreset } from './loaded-model.ts';
import { suggestedDims } from './resolve-dims.ts';
import { batchOf, resolveInputs } from './resolve-inputs.ts';
import { modelWithInputs } from './small-models.test-data.ts';

type Input = readonly [name: string, dtype: OnnxDataType, shape: readonly Dim[]];
type Model = Pick<LoadedModel, 'suggestedRules' | 'preset' | 'description'>;

const noPreset: ModelPreset = { dims: {}, inputs: {} };

async function modelOf(inputs: readonly Input[], preset = noPreset): Promise<Model> {
  const bytes = modelWithInputs(inputs.map(([name, dtype, shape]) => ({ name, dtype, shape })));
  const inspection = await inspectModel(new Blob([bytes]));
  if (inspection.status !== 'inspected') throw new Error('unreadable');
  return { ...inspection, preset };
}

function resolve(model: Model, wishes: Partial<ModelRequest> = {}, batch = 1) {
  const request = { ref: 'file:00', dims: {}, inputs: {}, ...wishes };
  return resolveInputs(model.description?.inputs ?? [], model, request, batch);
}

function shapesOf(...arguments_: Parameters<typeof resolve>): Record<string, number[]> {
  const resolved = resolve(...arguments_);
  if (resolved.status !== 'resolved') throw new Error(resolved.message);
  return Object.fromEntries(resolved.specs.map((spec) => [spec.name, spec.shape]));
}

function messageOf(...arguments_: Parameters<typeof resolve>): string {
  const resolved = resolve(...arguments_);
  if (resolved.status !== 'problem') throw new Error(JSON.stringify(resolved.specs));
  return resolved.message;
}

const text: readonly Input[] = [
  ['input_ids', 'int64', ['batch', 'sequence']],
  ['attention_mask', 'int64', ['batch', 'sequence']],
];
const image: readonly Input[] = [['x', 'float32', [1, 3, 224, 224]]];

test('fills open dimensions by their roles, and fixed ones not at all', async () => {
  const model = await modelOf([...text, ...image]);
  expect(shapesOf(model)).toEqual({ input_ids: [1, 128], attention_mask: [1, 128], x: [1, 3, 224, 224] });
  expect(suggestedDims(model)).toEqual({ batch: 1, sequence: 128 });
});

test('takes the user’s dimensions before the catalogue’s, and the batch where neither is the user’s', async () => {
  const model = await modelOf(text, { dims: { batch: 1, sequence: 64 }, inputs: {} });
  expect(shapesOf(model)['input_ids']).toEqual([1, 64]);
  expect(shapesOf(model, {}, 4)['input_ids']).toEqual([4, 64]);
  expect(shapesOf(model, { dims: { sequence: 32 } }, 4)['input_ids']).toEqual([4, 32]);
  expect(shapesOf(model, { dims: { batch: 8 } })['input_ids']).toEqual([8, 64]);
});

test('a shape given for one input holds for the dimensions it shares with others', async () => {
  const model = await modelOf(text);
  const inputs = { input_ids: { shape: [1, 16] } };
  expect(shapesOf(model, { inputs })).toEqual({ input_ids: [1, 16], attention_mask: [1, 16] });
  expect(messageOf(model, { inputs, dims: { sequence: 8 } })).toBe(
    'sequence is 8 in the dimensions and 16 in the shape of input_ids. It can only be one size.',
  );
});

test('a 1 on the batch dimension is one item of the batch; other sizes must be the batch', async () => {
  const model = await modelOf(text);
  expect(shapesOf(model, { inputs: { input_ids: { shape: [1, 16] } } }, 4)['input_ids']).toEqual([4, 16]);
  expect(shapesOf(model, { dims: { batch: 4 } }, 4)['input_ids']).toEqual([4, 128]);
  expect(messageOf(model, { dims: { batch: 8 } }, 4)).toContain('a batch of 4 is to be measured');
});

test('the catalogue may fix whole shapes, and with them the batch', async () => {
  const inputs: readonly Input[] = [
    ['input', 'float32', [null, null]],
    ['state', 'float32', [null, null, 128]],
  ];
  const preset = { dims: {}, inputs: { input: { shape: [1, 512] }, state: { shape: [2, 1, 128] } } };
  const model = await modelOf(inputs, preset);
  expect(shapesOf(model)).toEqual({ input: [1, 512], state: [2, 1, 128] });
  expect(shapesOf(model, { dims: { 'input[1]': 1536 } })['input']).toEqual([1, 1536]);
  expect(batchOf(model)).toBe(1);
  expect(messageOf(model, {}, 2)).toContain('no batch dimension that can be changed');
  expect(batchOf(await modelOf(inputs))).toBe('any');
});

test('says whether the batch can be changed', async () => {
  expect(batchOf(await modelOf(text))).toBe('any');
  expect(batchOf(await modelOf(image))).toBe(1);
});

test('sizes that follow from others cannot be chosen by themselves', async () => {
  const model = await modelOf([
    ['input_ids', 'int64', ['batch', 'sequence']],
    ['attention_mask', 'int64', ['batch', 'sequence + 2']],
  ]);
  expect(shapesOf(model)['attention_mask']).toEqual([1, 130]);
  const inputs = (last: number) => ({ attention_mask: { shape: [1, last] } });
  expect(shapesOf(model, { inputs: inputs(130) })['attention_mask']).toEqual([1, 130]);
  expect(messageOf(model, { inputs: inputs(64) })).toContain(
    'sequence + 2, follows from other dimensions and is 130',
  );
  expect(messageOf(model, { inputs: inputs(1) })).toContain('follows from other dimensions');
});

test.each([
  [
    { inputs: { x: { shape: [1, 3, 300, 224] } } },
    'The input x is 1×3×224×224: its 3rd dimension is fixed at 224, and 300 was asked for.',
  ],
  [
    { inputs: { x: { shape: [3, 224, 224] } } },
    'The input x is 1×3×224×224: it has 4 dimensions, and 3×224×224 has 3.',
  ],
  [{ inputs: { input: {} } }, "The input input is not one of the model's. Its inputs: x, ids."],
  [{ inputs: { id: {} } }, "The input id is not one of the model's. Did you mean ids? Its inputs: x, ids."],
  [
    { dims: { seq: 4 } },
    'The model has no open dimension seq. Did you mean sequence? Its open dimensions: sequence.',
  ],
  [
    { dims: { sequence: 2 ** 30 } },
    'The input ids would have 1,073,741,824 values (1073741824), which is more than fits into 2 GiB.',
  ],
  [
    { inputs: { ids: { rule: { kind: 'normal' } } } },
    'The input ids cannot be filled as asked. int64 holds whole numbers only',
  ],
] satisfies [Partial<ModelRequest>, string][])('refuses %j', async (wishes, message) => {
  const model = await modelOf([...image, ['ids', 'int64', ['sequence']]]);
  expect(messageOf(model, wishes)).toContain(message);
});

test.each([
  ['string', 'takes string values'],
  ['bfloat16', 'takes bfloat16 values'],
  ['undefined', 'is not a tensor'],
] as const)('refuses to make %s inputs', async (dtype, part) => {
  expect(messageOf(await modelOf([['x', dtype, [1]]]))).toContain(part);
});

test('takes the user’s rule, else the catalogue’s, else what fits the chosen shape', async () => {
  const constant = (value: number) => ({ kind: 'constant', value }) as const;
  const inputs: readonly Input[] = [...text, ['x', 'float32', [4]], ['y', 'float32', [4]]];
  const model = await modelOf(inputs, {
    dims: {},
    inputs: { x: { rule: constant(2) }, y: { rule: constant(2) } },
  });
  const resolved = resolve(model, { inputs: { y: { rule: constant(3) } } });
  if (resolved.status !== 'resolved') throw new Error(resolved.message);
  expect(resolved.specs.map((spec) => spec.rule)).toEqual([
    { kind: 'integers', low: 0, high: 99 },
    constant(1),
    constant(2),
    constant(3),
  ]);
});

test('takes lengths from the shape chosen, not from the one suggested', async () => {
  const model = await modelOf([
    ['audio', 'float32', ['batch', 'samples']],
    ['audio_length', 'int64', ['batch']],
  ]);
  const resolved = resolve(model, { dims: { samples: 4000 } });
  if (resolved.status !== 'resolved') throw new Error(resolved.message);
  expect(resolved.specs[1]?.rule).toEqual({ kind: 'constant', value: 4000 });
});

test('works from the engine’s inputs where only the engine can read the model', () => {
  const model: Model = { description: null, suggestedRules: {}, preset: noPreset };
  const request = { ref: 'file:00', dims: { sequence: 16 }, inputs: {} };
  const inputs = [
    { name: 'ids', dtype: 'int64', shape: ['batch', 'sequence'] },
    { name: 'x', dtype: 'float32', shape: null },
  ];
  expect(batchOf(model, inputs)).toBe('any');
  expect(resolveInputs(inputs.slice(0, 1), model, request, 2)).toMatchObject({ specs: [{ shape: [2, 16] }] });
  expect(resolveInputs(inputs, model, request, 1)).toMatchObject({ problem: { kind: 'input', input: 'x' } });
  const shaped = { ...request, inputs: { x: { shape: [2, 2] } } };
  expect(resolveInputs(inputs, model, shaped, 1)).toMatchObject({ specs: [{}, { shape: [2, 2] }] });
});

test('a model of the zoo has the sizes that it was built with', async () => {
  const built = { all: { batch: 4, imageSize: 192 }, asked: { batch: 4, imageSize: 192 } };
  const inputs: readonly Input[] = [['image', 'float32', [4, 3, 192, 192]]];
  const model = await modelOf(inputs, { dims: {}, inputs: {}, built });
  expect(batchOf(model)).toBe(4);
  expect(shapesOf(model, { dims: { imageSize: 192 } }, 4)).toEqual({ image: [4, 3, 192, 192] });
  expect(messageOf(model, { dims: { imageSize: 224 } }, 4)).toContain('built with imageSize 192, and 224');
  expect(messageOf(model, {}, 2)).toContain('a batch of 2 was asked for');
});
