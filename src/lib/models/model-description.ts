import type { DescribedValue } from '#lib/onnx/describe.ts';
import type { MacCount } from '#lib/onnx/macs/mac-count.ts';
import type { ModelPrecision } from '#lib/onnx/precision.ts';
import type { OpsetImport } from '#lib/onnx/schema.ts';
import type { SymbolicDim } from '#lib/onnx/symbolic-dims.ts';

/** How most weights lie in the file where that is narrower than what is computed with. */
export type WeightStorage = 'float16' | 'uint16' | 'uint8';

/** What can be said of a model of any format without running it. Plain data; `OnnxDescription` with its `macs` is one. */
export interface ModelDescription {
  readonly format: 'onnx' | 'tfjs-graph' | 'tfjs-layers';
  /** Empty for formats that have no operator sets. The default one has the domain `''`. */
  readonly opsets: readonly OpsetImport[];
  /** Who wrote the file; `''` where it does not say. */
  readonly producer: string;
  readonly inputs: readonly DescribedValue[];
  readonly outputs: readonly DescribedValue[];
  /** How often each operator occurs, by name; for layers models, each class of layers. */
  readonly operators: Readonly<Record<string, number>>;
  readonly parameters: number;
  /** Of them, those that an operator uses; null where the format does not tell. */
  readonly parametersByOperator: Readonly<Record<string, number>> | null;
  /** Of one run with the inputs that the page suggests. */
  readonly macs: MacCount;
  /** What the model computes in. */
  readonly precision: ModelPrecision;
  /** Null where weights are stored as they are computed with. */
  readonly weightStorage: WeightStorage | null;
  readonly symbolicDims: readonly SymbolicDim[];
}
