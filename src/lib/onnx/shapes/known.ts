import type { OnnxDataType } from '../data-type.ts';

/** A size, or null where it is only known when the model runs. */
export type Size = number | null;
export type Shape = readonly Size[];
/** A shape without gaps. */
export type FullShape = readonly number[];

/** What is known of a value before the model runs. */
export interface Known {
  readonly dtype: OnnxDataType;
  /** Null where not even the rank is known. */
  readonly shape: Shape | null;
  /**
   * The elements, row-major, where the value is small and follows from shapes and constants (booleans as 0 and 1);
   * null for a single element that does not. Null as a whole for ordinary data.
   */
  readonly elements: readonly Size[] | null;
  /** Why part of the shape is unknown; null where none is. */
  readonly cause: Cause | null;
}

/** Why a shape cannot be known without running the model. `operator` carries its domain where it has one. */
export type Cause =
  /** No rule here tells the shapes that this operator makes. */
  | { readonly kind: 'no-rule'; readonly operator: string }
  /** The shape depends on values that only a run computes. */
  | { readonly kind: 'data-dependent'; readonly operator: string }
  /** The branches make different shapes, and which is taken depends on values. */
  | { readonly kind: 'branches-differ'; readonly operator: string }
  /** Shapes or attributes that do not fit each other, which no valid model has. */
  | { readonly kind: 'unfit'; readonly operator: string }
  /** The model or its caller gives no shape for this input. */
  | { readonly kind: 'input'; readonly input: string };

/** A sentence for people. */
export function explainCause(cause: Cause): string {
  switch (cause.kind) {
    case 'no-rule':
      return `The shapes that ${cause.operator} makes are not known here.`;
    case 'data-dependent':
      return `The shape that ${cause.operator} makes depends on values that are known only when the model runs.`;
    case 'branches-differ':
      return `What ${cause.operator} makes depends on which of its branches is taken, known only when the model runs.`;
    case 'unfit':
      return `The shapes that ${cause.operator} is given do not fit each other.`;
    case 'input':
      return `The shape of the input ${cause.input} is not known.`;
  }
}

/** What a rule says of one output. The driver adds the cause where the shape has gaps. */
export interface Inferred {
  readonly dtype: OnnxDataType;
  readonly shape: Shape | null;
  readonly elements?: readonly Size[] | null;
}

/** Values with more elements than this are data, not shapes: their elements are not followed. */
export const mostElements = 4096;

export function isFull(shape: Shape | null): shape is FullShape {
  return shape !== null && shape.every((size) => size !== null);
}

/** The product of sizes: 0 where one is 0, else null where one is unknown. */
export function productOf(sizes: Shape): Size {
  if (sizes.includes(0)) return 0;
  return sizes.reduce<Size>((product, size) => multiply(product, size), 1);
}

export function multiply(a: Size, b: Size): Size {
  return a === null || b === null ? null : a * b;
}

export function add(a: Size, b: Size): Size {
  return a === null || b === null ? null : a + b;
}

/** The axis from 0, or null where the rank has no such axis. */
export function axisOf(axis: number, rank: number): number | null {
  const counted = axis < 0 ? axis + rank : axis;
  return counted >= 0 && counted < rank ? counted : null;
}

/** An unknown shape of a known rank. */
export function ofRank(rank: number): Shape {
  return Array<Size>(rank).fill(null);
}

/** The common shape of numpy's multidirectional broadcasting; null where the shapes do not fit. */
export function broadcast(shapes: readonly Shape[]): Shape | null {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  const result: Size[] = [];
  for (let axis = 0; axis < rank; axis += 1) {
    const sizes = shapes.flatMap((shape) => {
      const at = axis - (rank - shape.length);
      return at < 0 ? [] : [shape[at] ?? null];
    });
    const above = sizes.filter((size) => size !== null && size !== 1);
    if (above.some((size) => size !== above[0])) return null;
    // An unknown size beside ones may be anything; beside another size it can only be that, or 1.
    result.push(above[0] ?? (sizes.includes(null) ? null : 1));
  }
  return result;
}
