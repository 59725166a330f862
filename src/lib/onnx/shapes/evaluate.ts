import type { OnnxDataType } from '../data-type.ts';
import {
  isFull,
  mostElements,
  productOf,
  type FullShape,
  type Known,
  type Shape,
  type Size,
} from './known.ts';

/** Computes one element of an operator's result. */
export type Compute = (...elements: number[]) => number;

/**
 * The elements of an elementwise operator with broadcasting, where every input's are followed; unknown ones stay
 * unknown. Null where an input is ordinary data.
 */
export function evaluate(inputs: readonly (Known | null)[], shape: Shape, compute: Compute): Size[] | null {
  if (!isFull(shape) || (productOf(shape) ?? 0) > mostElements) return null;
  const readers: ((position: readonly number[]) => Size)[] = [];
  for (const input of inputs) {
    const { elements = null, shape: own = null } = input ?? {};
    if (elements === null || !isFull(own)) return null;
    readers.push((position) => elements[broadcastIndex(position, own)] ?? null);
  }
  return positionsOf(shape).map((position) => {
    const elements = readers.map((read) => read(position));
    return elements.every((element) => element !== null) ? compute(...elements) : null;
  });
}

/** Every position in a shape, row-major. */
export function positionsOf(shape: FullShape): number[][] {
  let positions: number[][] = [[]];
  for (const size of shape)
    positions = positions.flatMap((position) =>
      Array.from({ length: size }, (_, index) => [...position, index]),
    );
  return positions;
}

/** Where an element lies, row-major. */
export function indexOf(position: readonly number[], shape: FullShape): number {
  return shape.reduce((index, size, axis) => index * size + (position[axis] ?? 0), 0);
}

/** Where in a tensor of shape `own` the element for a position of the broadcast shape lies. */
function broadcastIndex(position: readonly number[], own: FullShape): number {
  const skipped = position.length - own.length;
  return own.reduce(
    (index, size, axis) => index * size + (size === 1 ? 0 : (position[axis + skipped] ?? 0)),
    0,
  );
}

/** A computed number as its type holds it: whole for integers, rounded to single precision for float32. */
export function asType(value: number, dtype: OnnxDataType): number {
  if (dtype === 'float32' || dtype === 'float16') return Math.fround(value);
  if (dtype === 'bool') return value === 0 ? 0 : 1;
  return dtype === 'float64' ? value : Math.trunc(value);
}
