import type { GraphBuilder } from './graph-builder.ts';
import { broadcastShape, elementsIn, sizeAt, type Value } from './value.ts';

/** Operators that only move, join or combine values. */

export function add(g: GraphBuilder, a: Value, b: Value): Value {
  return g.node('Add', [a, b], broadcastShape(a.shape, b.shape));
}

export function multiply(g: GraphBuilder, a: Value, b: Value): Value {
  return g.node('Mul', [a, b], broadcastShape(a.shape, b.shape));
}

export function divide(g: GraphBuilder, a: Value, b: Value): Value {
  return g.node('Div', [a, b], broadcastShape(a.shape, b.shape));
}

/** An operator of one input that keeps the shape: Relu, Sigmoid, Exp … */
export function unary(g: GraphBuilder, opType: string, x: Value): Value {
  return g.node(opType, [x], x.shape);
}

export function concat(g: GraphBuilder, values: readonly Value[], axis: number): Value {
  const [first] = values;
  if (first === undefined) throw new Error('Nothing to join.');
  const place = axis < 0 ? axis + first.shape.length : axis;
  const joined = values.reduce((sum, value) => sum + sizeAt(value, place), 0);
  const shape = first.shape.map((size, at) => (at === place ? joined : size));
  return g.node('Concat', values, shape, { attributes: { axis } });
}

export function reshape(g: GraphBuilder, x: Value, shape: readonly number[]): Value {
  if (elementsIn(shape) !== elementsIn(x.shape))
    throw new Error(`${x.name} has not the elements of [${shape.join()}].`);
  return g.node('Reshape', [x, g.integers(shape)], shape);
}

export function transpose(g: GraphBuilder, x: Value, perm: readonly number[]): Value {
  return g.node(
    'Transpose',
    [x],
    perm.map((axis) => sizeAt(x, axis)),
    { attributes: { perm } },
  );
}

export function unsqueeze(g: GraphBuilder, x: Value, axes: readonly number[]): Value {
  const shape = [...x.shape];
  for (const axis of axes) shape.splice(axis, 0, 1);
  return g.node('Unsqueeze', [x, g.integers(axes)], shape);
}

export function expand(g: GraphBuilder, x: Value, shape: readonly number[]): Value {
  return g.node('Expand', [x, g.integers(shape)], shape);
}

/** The elements from `start` up to and without `end` along one axis. */
export function slice(g: GraphBuilder, x: Value, axis: number, start: number, end: number): Value {
  const shape = x.shape.map((size, at) => (at === axis ? end - start : size));
  return g.node('Slice', [x, g.integers([start]), g.integers([end]), g.integers([axis])], shape);
}

/** One place of an axis, which vanishes. */
export function pick(g: GraphBuilder, x: Value, axis: number, index: number): Value {
  const shape = x.shape.filter((_, at) => at !== axis);
  return g.node('Gather', [x, g.integers([index], [])], shape, { attributes: { axis } });
}

/** A matrix product over the last two axes, with broadcasting over the others. */
export function matMul(g: GraphBuilder, a: Value, b: Value): Value {
  const [rows, inner, columns] = [sizeAt(a, -2), sizeAt(a, -1), sizeAt(b, -1)];
  if (inner !== sizeAt(b, -2)) throw new Error(`${a.name} and ${b.name} do not multiply.`);
  const shape = [...broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2)), rows, columns];
  g.macs += elementsIn(shape) * inner;
  return g.node('MatMul', [a, b], shape);
}
