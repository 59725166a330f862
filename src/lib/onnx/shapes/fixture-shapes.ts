import type { OnnxDataType } from '../data-type.ts';
import { fixtureInput, fixtureModel } from '../fixture-model.ts';
import type { OnnxGraph, OnnxNode, OnnxTensor } from '../schema.ts';
import { inferShapes } from './infer.ts';
import type { InferredGraph } from './inferred.ts';
import type { FullShape } from './known.ts';

/** For tests: infers a graph whose inputs have these shapes, all float32 unless given with a type. */
export function inferred(
  inputs: Readonly<Record<string, FullShape | readonly [OnnxDataType, FullShape]>>,
  nodes: readonly OnnxNode[],
  initializers: readonly OnnxTensor[] = [],
  rest: { readonly graph?: Partial<OnnxGraph>; readonly opset?: number } = {},
): InferredGraph {
  const typed = Object.entries(inputs).map(([name, given]) => {
    const [dtype, shape] =
      typeof given[0] === 'string' ? (given as [OnnxDataType, FullShape]) : (['float32', given] as const);
    return { name, dtype, shape: shape as FullShape };
  });
  const model = fixtureModel(
    {
      nodes,
      initializers,
      inputs: typed.map(({ name, dtype, shape }) => fixtureInput(name, dtype, [...shape])),
      ...rest.graph,
    },
    {
      opsetImports: [
        { domain: '', version: rest.opset ?? 17 },
        { domain: 'com.microsoft', version: 1 },
      ],
    },
  );
  return inferShapes(model, new Map(typed.map(({ name, shape }) => [name, { shape, value: null }])));
}

/** A stored vector, or with `dims` a stored tensor, of 64-bit integers. */
export function integers(name: string, values: readonly number[], dims = [values.length]): OnnxTensor {
  const rawData = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
  return { name, dims, dataType: 'int64', rawData };
}

export function floats(name: string, values: readonly number[]): OnnxTensor {
  const rawData = new Uint8Array(Float32Array.from(values).buffer);
  return { name, dims: [values.length], dataType: 'float32', rawData };
}
