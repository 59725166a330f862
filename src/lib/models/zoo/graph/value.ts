import type { OnnxDataType } from '#lib/onnx/data-type.ts';

/** A value of a graph that is being built: what a node gives, an input, or a stored tensor. Every size is known. */
export interface Value {
  readonly name: string;
  readonly dtype: OnnxDataType;
  readonly shape: readonly number[];
}

export function elementsIn(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** The shape of a node that combines two tensors element by element, with ONNX's broadcasting. */
export function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const ofA = a[axis - rank + a.length] ?? 1;
    const ofB = b[axis - rank + b.length] ?? 1;
    if (ofA !== ofB && ofA !== 1 && ofB !== 1)
      throw new Error(`[${a.join()}] and [${b.join()}] do not combine.`);
    return ofA === 1 ? ofB : ofA;
  });
}

/** A size by its place, counted from the end where negative. Throws where there is none: shapes here are known. */
export function sizeAt(value: Value, axis: number): number {
  const size = value.shape.at(axis);
  if (size === undefined) throw new Error(`${value.name} has no axis ${axis}.`);
  return size;
}
