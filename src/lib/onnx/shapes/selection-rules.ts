import { indexOf, positionsOf } from './evaluate.ts';
import { axisOf, isFull, multiply, ofRank, type Inferred, type Shape, type Size } from './known.ts';
import type { NodeView } from './node-view.ts';
import { alike, type Rule, type Rules } from './rule.ts';
import { sameAsFirst } from './elementwise-rules.ts';

/** The part of one axis that Slice takes. */
interface Cut {
  readonly start: number;
  readonly count: number;
  readonly step: number;
}

function cut(size: number, start: number, end: number, step: number): Cut {
  const bounded = (at: number, low: number, high: number) =>
    Math.min(Math.max(at < 0 ? at + size : at, low), high);
  const from = step > 0 ? bounded(start, 0, size) : bounded(start, 0, size - 1);
  const to = step > 0 ? bounded(end, 0, size) : bounded(end, -1, size - 1);
  return { start: from, count: Math.max(0, Math.ceil((to - from) / step)), step };
}

/** Bounds and axes: attributes up to opset 9, inputs since. */
function bounds(view: NodeView, name: string, index: number): readonly Size[] | null {
  return view.ints(name) ?? view.elements(index);
}

const slice: Rule = (view) => {
  const dtype = view.dtype(0);
  const input = view.shape(0);
  if (input === null) return [{ dtype, shape: null }];
  const [starts, ends] = [bounds(view, 'starts', 1), bounds(view, 'ends', 2)];
  const stated = bounds(view, 'axes', 3);
  const count = starts?.length ?? view.shape(1)?.[0] ?? null;
  if ((view.has(3) && stated === null) || count === null) return [{ dtype, shape: ofRank(input.length) }];
  const axes = stated ?? Array.from({ length: count }, (_, axis) => axis);
  if (axes.includes(null)) return [{ dtype, shape: ofRank(input.length) }];
  const steps = view.has(4) ? view.elements(4) : Array<number>(axes.length).fill(1);
  const shape: Size[] = [...input];
  const cuts = new Map<number, Cut>();
  for (const [index, axis] of axes.entries()) {
    const at = axisOf(axis ?? 0, input.length);
    if (at === null) return null;
    const size = input[at] ?? null;
    const [start, end, step] = [starts?.[index] ?? null, ends?.[index] ?? null, steps?.[index] ?? null];
    shape[at] = null;
    if (size === null || start === null || end === null || step === null || step === 0) continue;
    const taken = cut(size, start, end, step);
    cuts.set(at, taken);
    shape[at] = taken.count;
  }
  const elements = view.elements(0);
  if (elements === null || !isFull(shape) || !isFull(input)) return [{ dtype, shape }];
  const taken = positionsOf(shape).map((position) => {
    const from = position.map((index, axis) => {
      const { start = 0, step = 1 } = cuts.get(axis) ?? {};
      return start + index * step;
    });
    return elements[indexOf(from, input)] ?? null;
  });
  return [{ dtype, shape, elements: taken }];
};

const split: Rule = (view) => {
  const dtype = view.dtype(0);
  const input = view.shape(0);
  const parts = view.outputCount;
  if (input === null) return Array.from({ length: parts }, () => ({ dtype, shape: null }));
  const axis = axisOf(view.int('axis', 0), input.length);
  if (axis === null) return null;
  const size = input[axis] ?? null;
  const even = size === null ? null : Math.ceil(size / view.int('num_outputs', parts));
  const stated = view.ints('split') ?? (view.has(1) ? (view.elements(1) ?? []) : null);
  let start = 0;
  return Array.from({ length: parts }, (_, index): Inferred => {
    const rest = size === null ? null : size - start;
    const length =
      stated === null
        ? even === null || rest === null
          ? null
          : Math.min(even, rest)
        : (stated[index] ?? null);
    const whole = input.length === 1 ? view.elements(0) : null;
    const elements = whole && length !== null ? whole.slice(start, start + length) : null;
    start += length ?? 0;
    return { dtype, shape: input.with(axis, length), elements };
  });
};

const gather: Rule = (view) => {
  const dtype = view.dtype(0);
  const [data, indices] = [view.shape(0), view.shape(1)];
  if (data === null || indices === null) return [{ dtype, shape: null }];
  const axis = axisOf(view.int('axis', 0), data.length);
  if (axis === null) return null;
  const shape: Shape = [...data.slice(0, axis), ...indices, ...data.slice(axis + 1)];
  const [elements, picked] = [view.elements(0), view.elements(1)];
  // Shapes are vectors; tables of more axes are data.
  if (elements === null || picked === null || data.length !== 1) return [{ dtype, shape }];
  const taken = picked.map((at) => (at === null ? null : (elements.at(at) ?? null)));
  return [{ dtype, shape, elements: taken }];
};

const gatherNd: Rule = (view) => {
  const dtype = view.dtype(0);
  const [data, indices] = [view.shape(0), view.shape(1)];
  const depth = indices?.at(-1) ?? null;
  if (data === null || indices === null || depth === null) return [{ dtype, shape: null }];
  const batch = view.int('batch_dims', 0);
  return [{ dtype, shape: [...indices.slice(0, -1), ...data.slice(batch + depth)] }];
};

const topK: Rule = (view) => {
  const input = view.shape(0);
  const axis = axisOf(view.int('axis', -1), input?.length ?? 0);
  const kept = view.opset >= 10 ? (view.elements(1)?.[0] ?? null) : view.int('k', 0);
  const shape = input !== null && axis !== null ? input.with(axis, kept) : null;
  return [
    { dtype: view.dtype(0), shape },
    { dtype: 'int64', shape },
  ];
};

const nonZero: Rule = (view) => {
  const input = view.shape(0);
  const elements = view.numbers(0);
  const rank = input?.length ?? null;
  const places =
    elements !== null && isFull(input)
      ? positionsOf(input).filter((_, index) => elements[index] !== 0)
      : null;
  const shape = [rank, places?.length ?? null];
  const found =
    rank === null
      ? null
      : places && Array.from({ length: rank }, (_, axis) => places.map((p) => p[axis] ?? 0));
  return [{ dtype: 'int64', shape, elements: found?.flat() ?? null }];
};

const compress: Rule = (view) => {
  const input = view.shape(0);
  const kept = view.numbers(1)?.filter((element) => element !== 0).length ?? null;
  const axis = view.attribute('axis') === null ? null : axisOf(view.int('axis', 0), input?.length ?? 0);
  if (axis === null) return [{ dtype: view.dtype(0), shape: [kept] }];
  return [{ dtype: view.dtype(0), shape: input && input.with(axis, kept) }];
};

const oneHot: Rule = (view) => {
  const indices = view.shape(0);
  const depth = view.elements(1)?.[0] ?? null;
  const rank = (indices?.length ?? 0) + 1;
  const axis = axisOf(view.int('axis', -1), rank);
  const shape = indices && axis !== null ? indices.toSpliced(axis, 0, depth) : null;
  return [{ dtype: view.dtype(2), shape }];
};

/** Packed rows of a table, `bits` each, unpacked along the last axis. */
const gatherPacked: Rule = (view) => {
  const outputs = gather(view);
  const packing = view.dtype(0) === 'uint8' ? 8 / view.int('bits', 4) : 1;
  return (
    outputs &&
    outputs.map(({ shape }) => ({
      dtype: view.dtype(2),
      shape: shape && shape.with(-1, multiply(shape.at(-1) ?? null, packing)),
    }))
  );
};

export const selectionRules: Rules = {
  Slice: slice,
  Split: split,
  Gather: gather,
  GatherND: gatherNd,
  GatherElements: (view) => [{ dtype: view.dtype(0), shape: view.shape(1) }],
  ...alike(['Scatter', 'ScatterElements', 'ScatterND', 'TensorScatter'], sameAsFirst),
  TopK: topK,
  NonZero: nonZero,
  Compress: compress,
  OneHot: oneHot,
  'com.microsoft.GatherBlockQuantized': gatherPacked,
  /** Selected boxes: as many as the data leave. */
  NonMaxSuppression: () => [{ dtype: 'int64', shape: [null, 3] }],
  Unique: (view) => {
    const open: Inferred = { dtype: 'int64', shape: [null] };
    const axis =
      view.attribute('axis') === null ? null : axisOf(view.int('axis', 0), view.shape(0)?.length ?? 0);
    const shape = axis === null ? [null] : (view.shape(0)?.with(axis, null) ?? null);
    return [{ dtype: view.dtype(0), shape }, open, open, open];
  },
};
