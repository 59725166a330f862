import { asType } from './evaluate.ts';
import { axisOf, ofRank, type Shape } from './known.ts';
import type { NodeView } from './node-view.ts';
import { alike, type Rule, type Rules } from './rule.ts';

/** Axes to reduce: an attribute or, from some opset on, an input. Null where only a run tells. */
function axesOf(view: NodeView): readonly number[] | null {
  const stated = view.ints('axes');
  if (stated !== null) return stated;
  return view.has(1) ? view.numbers(1) : [];
}

function reduced(
  input: Shape | null,
  axes: readonly number[] | null,
  keeps: boolean,
  all: boolean,
): Shape | null {
  if (input === null) return null;
  if (axes === null) return keeps ? ofRank(input.length) : null;
  if (axes.length === 0 && !all) return input;
  const chosen =
    axes.length === 0 ? input.map((_, axis) => axis) : axes.map((axis) => axisOf(axis, input.length));
  if (keeps) return input.map((size, axis) => (chosen.includes(axis) ? 1 : size));
  return input.filter((_, axis) => !chosen.includes(axis));
}

/** `combine` joins all elements of a small vector, as computations with shapes do. */
function reduce(combine: ((elements: readonly number[]) => number) | null): Rule {
  return (view) => {
    const dtype = view.dtype(0);
    const axes = axesOf(view);
    const input = view.shape(0);
    const all = view.int('noop_with_empty_axes', 0) === 0;
    const shape = reduced(input, axes, view.int('keepdims', 1) === 1, all);
    const elements = view.numbers(0);
    const isWhole = input?.length === 1 && axes !== null && (axes.length > 0 || all);
    if (combine === null || elements === null || !isWhole) return [{ dtype, shape }];
    return [{ dtype, shape, elements: [asType(combine(elements), dtype)] }];
  };
}

const indexOfExtreme: Rule = (view) => {
  const shape = reduced(view.shape(0), [view.int('axis', 0)], view.int('keepdims', 1) === 1, true);
  return [{ dtype: 'int64', shape }];
};

export const reductionRules: Rules = {
  ReduceProd: reduce((elements) => elements.reduce((product, element) => product * element, 1)),
  ReduceSum: reduce((elements) => elements.reduce((sum, element) => sum + element, 0)),
  ReduceMax: reduce((elements) => Math.max(...elements)),
  ReduceMin: reduce((elements) => Math.min(...elements)),
  ...alike(
    ['ReduceMean', 'ReduceL1', 'ReduceL2', 'ReduceLogSum', 'ReduceLogSumExp', 'ReduceSumSquare'],
    reduce(null),
  ),
  'com.microsoft.QLinearReduceMean': (view) => [
    {
      dtype: view.dtype(0),
      shape: reduced(view.shape(0), view.ints('axes') ?? [], view.int('keepdims', 1) === 1, true),
    },
  ],
  ...alike(['ArgMax', 'ArgMin'], indexOfExtreme),
};
