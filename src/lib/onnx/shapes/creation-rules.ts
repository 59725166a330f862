import type { OnnxDataType } from '../data-type.ts';
import { asType } from './evaluate.ts';
import { isFull, mostElements, ofRank, productOf, type Inferred, type Shape } from './known.ts';
import type { NodeView } from './node-view.ts';
import { alike, type Rule, type Rules } from './rule.ts';
import { tensorElements } from './tensor-elements.ts';

const shapeOf: Rule = (view) => {
  const input = view.shape(0);
  if (input === null) return [{ dtype: 'int64', shape: [null] }];
  const bounded = (at: number) => Math.min(Math.max(at < 0 ? at + input.length : at, 0), input.length);
  const part = input.slice(bounded(view.int('start', 0)), bounded(view.int('end', input.length)));
  return [{ dtype: 'int64', shape: [part.length], elements: part }];
};

const constant: Rule = (view) => {
  const tensor = view.tensor('value');
  if (tensor !== null)
    return [{ dtype: tensor.dataType, shape: tensor.dims, elements: tensorElements(tensor) }];
  const lists: readonly (readonly [readonly number[] | null, OnnxDataType])[] = [
    [view.ints('value_ints'), 'int64'],
    [view.floats('value_floats'), 'float32'],
  ];
  for (const [values, dtype] of lists)
    if (values !== null) return [{ dtype, shape: [values.length], elements: values }];
  const single = view.attribute('value_int') ?? view.attribute('value_float');
  if (single?.type === 'int') return [{ dtype: 'int64', shape: [], elements: [single.i] }];
  if (single?.type === 'float') return [{ dtype: 'float32', shape: [], elements: [single.f] }];
  const strings = view.attribute('value_strings');
  if (strings?.type === 'strings') return [{ dtype: 'string', shape: [strings.strings.length] }];
  return [{ dtype: 'string', shape: view.attribute('value_string') === null ? null : [] }];
};

/** What an input that holds a shape says: the shape, or at least its rank. */
function statedShape(view: NodeView, index: number): Shape | null {
  const elements = view.elements(index);
  if (elements !== null) return elements;
  const rank = view.shape(index)?.[0] ?? null;
  return rank === null ? null : ofRank(rank);
}

function filled(dtype: OnnxDataType, shape: Shape | null, value: number | null): Inferred {
  const count = isFull(shape) ? productOf(shape) : null;
  const isSmall = value !== null && count !== null && count <= mostElements;
  return { dtype, shape, elements: isSmall ? Array<number>(count).fill(value) : null };
}

const constantOfShape: Rule = (view) => {
  const value = view.tensor('value');
  const [element = null] = value === null ? [0] : (tensorElements(value) ?? []);
  return [filled(value?.dataType ?? 'float32', statedShape(view, 0), element)];
};

const range: Rule = (view) => {
  const dtype = view.dtype(0);
  const [start, limit, step] = [0, 1, 2].map((index) => view.numbers(index)?.[0] ?? null);
  if (start == null || limit == null || step == null || step === 0) return [{ dtype, shape: [null] }];
  const count = Math.max(0, Math.ceil((limit - start) / step));
  const elements =
    count <= mostElements
      ? Array.from({ length: count }, (_, index) => asType(start + index * step, dtype))
      : null;
  return [{ dtype, shape: [count], elements }];
};

const random: Rule = (view) => [
  { dtype: view.dtypeAttribute('dtype', 'float32'), shape: view.ints('shape') },
];

const randomLike: Rule = (view) => [
  { dtype: view.dtypeAttribute('dtype', view.dtype(0)), shape: view.shape(0) },
];

export const creationRules: Rules = {
  Shape: shapeOf,
  Size: (view) => {
    const input = view.shape(0);
    return [{ dtype: 'int64', shape: [], elements: [input && productOf(input)] }];
  },
  Constant: constant,
  ConstantOfShape: constantOfShape,
  Range: range,
  EyeLike: randomLike,
  ...alike(['RandomNormal', 'RandomUniform'], random),
  ...alike(['RandomNormalLike', 'RandomUniformLike', 'Bernoulli'], randomLike),
};
