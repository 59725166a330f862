import type { OnnxDataType } from './data-type.ts';
import { parametersByOperator } from './operator-parameters.ts';
import { countParameters, storedTensors } from './parameters.ts';
import { operatorName } from './shapes/node-view.ts';
import { precisionOf, type ModelPrecision } from './precision.ts';
import {
  allGraphs,
  fedInputs,
  fixedSize,
  type Dim,
  type OnnxModel,
  type OpsetImport,
  type ValueInfo,
} from './schema.ts';
import { symbolicDims, type SymbolicDim } from './symbolic-dims.ts';

/** What can be said of an ONNX model without running it. Plain data. */
export interface OnnxDescription {
  readonly format: 'onnx';
  /** Of the model file itself. */
  readonly bytes: number;
  readonly irVersion: number;
  /** The default operator set has the domain `''`. */
  readonly opsets: readonly OpsetImport[];
  /** Name and version of the exporter; `''` where the file does not say. */
  readonly producer: string;
  /** What has to be fed: the graph's inputs without those that an initializer gives a value. */
  readonly inputs: readonly DescribedValue[];
  readonly outputs: readonly DescribedValue[];
  /** How often each operator occurs, nested graphs included: `Conv`, or `com.microsoft.MatMulNBits`; by name. */
  readonly operators: Readonly<Record<string, number>>;
  readonly nodeCount: number;
  /** See `countParameters` for what counts. */
  readonly parameters: number;
  /** Of them, those that nodes of an operator use; by the names of `operators`. */
  readonly parametersByOperator: Readonly<Record<string, number>>;
  readonly precision: ModelPrecision;
  /** ONNX computes with weights as they are stored; `precision` says how that is. */
  readonly weightStorage: null;
  /** Paths of the files with external weights, relative to the model, in order of first use. */
  readonly externalDataLocations: readonly string[];
  readonly symbolicDims: readonly SymbolicDim[];
}

export interface DescribedValue {
  readonly name: string;
  /** `undefined` for what is not a tensor. */
  readonly dtype: OnnxDataType;
  /** A size above zero, a dimension's name, or null; null as a whole where the rank is unknown. */
  readonly shape: readonly Dim[] | null;
}

/** Describes a model that `readOnnx` has read from a file of `bytesLength` bytes. */
export function describeOnnx(model: OnnxModel, bytesLength: number): OnnxDescription {
  const operators = countOperators(model);
  return {
    format: 'onnx',
    bytes: bytesLength,
    irVersion: model.irVersion,
    opsets: model.opsetImports.map(({ domain, version }) => ({ domain, version })),
    producer: `${model.producerName} ${model.producerVersion}`.trim(),
    inputs: fedInputs(model.graph).map(describeValue),
    outputs: model.graph.outputs.map(describeValue),
    operators,
    nodeCount: Object.values(operators).reduce((sum, count) => sum + count, 0),
    parameters: countParameters(model),
    parametersByOperator: parametersByOperator(model),
    precision: precisionOf(model),
    weightStorage: null,
    externalDataLocations: externalDataLocations(model),
    symbolicDims: symbolicDims(model),
  };
}

function describeValue({ name, dtype, shape }: ValueInfo): DescribedValue {
  const dims = shape?.map((dim) => (typeof dim === 'number' ? fixedSize(dim) : dim)) ?? null;
  return { name, dtype, shape: dims };
}

function countOperators(model: OnnxModel): Record<string, number> {
  const counts = new Map<string, number>();
  for (const node of allGraphs(model.graph).flatMap((graph) => graph.nodes)) {
    const key = operatorName(node);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function externalDataLocations(model: OnnxModel): string[] {
  const locations = storedTensors(model.graph).flatMap(({ tensor }) => tensor.externalData?.location ?? []);
  return [...new Set(locations)];
}
