import { evaluate, indexOf, positionsOf } from './evaluate.ts';
import {
  add,
  axisOf,
  broadcast,
  isFull,
  mostElements,
  multiply,
  ofRank,
  productOf,
  type Shape,
  type Size,
} from './known.ts';
import type { NodeView } from './node-view.ts';
import type { Rule, Rules } from './rule.ts';

/** The same elements in another shape. */
function reshaped(view: NodeView, shape: Shape | null) {
  return [{ dtype: view.dtype(0), shape, elements: view.elements(0) }];
}

const reshape: Rule = (view) => {
  const wanted = view.ints('shape') ?? view.elements(1);
  const input = view.shape(0);
  if (wanted === null) {
    const rank = view.shape(1)?.[0] ?? null;
    return reshaped(view, rank === null ? null : ofRank(rank));
  }
  const keepsZero = view.int('allowzero', 0) === 1;
  const copied = wanted.map((size, axis) =>
    size === 0 && !keepsZero ? (input === null ? null : (input[axis] ?? null)) : size,
  );
  const open = copied.indexOf(-1);
  if (open < 0) return reshaped(view, copied);
  if (input === null) return reshaped(view, copied.with(open, null));
  // A size that is copied cancels out, so that an unknown batch does not hide the open size.
  const isCopied = (axis: number) => wanted[axis] === 0 && !keepsZero;
  const total = productOf(input.filter((_, axis) => !isCopied(axis)));
  const others = productOf(copied.filter((_, axis) => axis !== open && !isCopied(axis)));
  if (total === null || others === null) return reshaped(view, copied.with(open, null));
  if (others === 0) return total === 0 ? reshaped(view, copied.with(open, 0)) : null;
  return total % others === 0 ? reshaped(view, copied.with(open, total / others)) : null;
};

const flatten: Rule = (view) => {
  const input = view.shape(0);
  if (input === null) return reshaped(view, ofRank(2));
  const axis = view.int('axis', 1);
  const at = axis < 0 ? axis + input.length : axis;
  return reshaped(view, [productOf(input.slice(0, at)), productOf(input.slice(at))]);
};

const transpose: Rule = (view) => {
  const input = view.shape(0);
  const dtype = view.dtype(0);
  if (input === null) return [{ dtype, shape: null }];
  const order = view.ints('perm') ?? input.map((_, axis) => input.length - 1 - axis);
  if (order.length !== input.length) return null;
  const shape = order.map((axis) => input[axis] ?? null);
  const elements = view.elements(0);
  if (elements === null || !isFull(shape) || !isFull(input)) return [{ dtype, shape }];
  const moved = positionsOf(shape).map((position) => {
    const from = input.map((_, axis) => position[order.indexOf(axis)] ?? 0);
    return elements[indexOf(from, input)] ?? null;
  });
  return [{ dtype, shape, elements: moved }];
};

/** The axes of Squeeze and Unsqueeze: an attribute up to opset 12, an input since. Null where only a run tells. */
function axesOf(view: NodeView): readonly number[] | 'none' | null {
  const stated = view.ints('axes');
  if (stated !== null) return stated;
  return view.has(1) ? view.numbers(1) : 'none';
}

const squeeze: Rule = (view) => {
  const input = view.shape(0);
  const axes = axesOf(view);
  if (input === null || axes === null) return reshaped(view, null);
  if (axes === 'none') return reshaped(view, isFull(input) ? input.filter((size) => size !== 1) : null);
  const dropped = axes.map((axis) => axisOf(axis, input.length));
  return reshaped(
    view,
    input.filter((_, axis) => !dropped.includes(axis)),
  );
};

const unsqueeze: Rule = (view) => {
  const input = view.shape(0);
  const axes = axesOf(view);
  if (axes === 'none') return null;
  if (input === null || axes === null) return reshaped(view, null);
  const rank = input.length + axes.length;
  const inserted = axes.map((axis) => axisOf(axis, rank));
  const rest = [...input];
  const shape = Array.from({ length: rank }, (_, axis) =>
    inserted.includes(axis) ? 1 : (rest.shift() ?? null),
  );
  return reshaped(view, shape);
};

const expand: Rule = (view) => {
  const dtype = view.dtype(0);
  const [input, wanted] = [view.shape(0), view.elements(1)];
  const rank = view.shape(1)?.[0] ?? null;
  if (input === null) return [{ dtype, shape: null }];
  if (wanted === null) return [{ dtype, shape: rank === null ? null : ofRank(Math.max(rank, input.length)) }];
  const shape = broadcast([input, wanted]);
  return (
    shape && [{ dtype, shape, elements: evaluate(view.inputs.slice(0, 1), shape, (element) => element) }]
  );
};

const tile: Rule = (view) => {
  const dtype = view.dtype(0);
  const [input, repeats] = [view.shape(0), view.elements(1)];
  const shape = input && input.map((size, axis) => multiply(size, repeats?.[axis] ?? null));
  const elements = view.elements(0);
  if (elements === null || !isFull(shape) || !isFull(input) || (productOf(shape) ?? 0) > mostElements)
    return [{ dtype, shape }];
  const tiled = positionsOf(shape).map((position) => {
    const from = position.map((index, axis) => index % (input[axis] ?? 1));
    return elements[indexOf(from, input)] ?? null;
  });
  return [{ dtype, shape, elements: tiled }];
};

const concat: Rule = (view) => {
  const dtype = view.dtype(0);
  const shapes = view.inputs.flatMap((input) => (input?.shape == null ? [] : [input.shape]));
  const [first] = shapes;
  if (first === undefined) return [{ dtype, shape: null }];
  const axis = axisOf(view.int('axis', 0), first.length);
  if (axis === null || shapes.some((shape) => shape.length !== first.length)) return null;
  const shape = first.map((_, at): Size => {
    const sizes = shapes.map((each) => each[at] ?? null);
    if (at !== axis) return sizes.find((size) => size !== null) ?? null;
    return shapes.length < view.inputs.length ? null : sizes.reduce(add, 0);
  });
  const parts = view.inputs.map((input) => {
    // A single number whose value is unknown: exporters join a computed size with constants.
    const isOpenSize = input?.elements === null && input.shape?.length === 1 && input.shape[0] === 1;
    return isOpenSize ? [null] : (input?.elements ?? null);
  });
  const isKnown = parts.every((part) => part !== null) && first.length === 1;
  return [{ dtype, shape, elements: isKnown ? parts.flat() : null }];
};

export const layoutRules: Rules = {
  Reshape: reshape,
  Flatten: flatten,
  Transpose: transpose,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  Expand: expand,
  Tile: tile,
  Concat: concat,
};
