import type { OnnxDataType } from './data-type.ts';
import type { Dim, OnnxAttribute, OnnxGraph, OnnxModel, OnnxNode, OnnxTensor, ValueInfo } from './schema.ts';

/** Small models for tests: each part with the few members that matter there. */
export function fixtureModel(
  graph: Partial<OnnxGraph>,
  rest: Partial<Omit<OnnxModel, 'graph'>> = {},
): OnnxModel {
  return {
    irVersion: 8,
    producerName: 'fixture',
    producerVersion: '1',
    opsetImports: [{ domain: '', version: 17 }],
    metadata: {},
    functions: [],
    ...rest,
    graph: fixtureGraph(graph),
  };
}

export function fixtureGraph(graph: Partial<OnnxGraph>): OnnxGraph {
  return { name: 'graph', nodes: [], initializers: [], inputs: [], outputs: [], valueInfos: [], ...graph };
}

/** A node of the default domain, or of another: `com.microsoft.MatMulNBits`. */
export function fixtureNode(
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: readonly OnnxAttribute[] = [],
): OnnxNode {
  const dot = operator.lastIndexOf('.');
  const [domain, opType] = [operator.slice(0, Math.max(0, dot)), operator.slice(dot + 1)];
  return { opType, domain, name: '', inputs, outputs, attributes };
}

/** A tensor without elements: enough where only its shape and type matter. */
export function fixtureTensor(name: string, dataType: OnnxDataType, dims: readonly number[]): OnnxTensor {
  return { name, dims, dataType };
}

export function fixtureInput(name: string, dtype: OnnxDataType, shape: readonly Dim[] | null): ValueInfo {
  return { name, dtype, shape };
}

export const fixtureInts = (name: string, ...values: number[]): OnnxAttribute => ({
  name,
  type: 'ints',
  ints: values,
});
export const fixtureInt = (name: string, i: number): OnnxAttribute => ({ name, type: 'int', i });
export const fixtureText = (name: string, value: string): OnnxAttribute => ({
  name,
  type: 'string',
  s: new TextEncoder().encode(value),
});
