import type { OnnxNode } from '../schema.ts';
import type { FullShape, Known, Size } from './known.ts';

/** What an input is fed. `value` where it is the same everywhere: shapes and branches may depend on it. */
export interface FedInput {
  readonly shape: FullShape;
  readonly value: number | null;
}

export interface InferredNode {
  readonly node: OnnxNode;
  /** Null for an optional input that is left out. */
  readonly inputs: readonly (Known | null)[];
  readonly outputs: readonly Known[];
  /** Of nodes that hold graphs. */
  readonly inside: Inside | null;
}

export interface InferredGraph {
  /** By name: inputs, stored tensors and everything that nodes make. */
  readonly values: ReadonlyMap<string, Known>;
  readonly nodes: readonly InferredNode[];
  readonly outputs: readonly Known[];
}

/** What happens to the graphs inside a node when it runs. */
export type Inside =
  | { readonly kind: 'one-of'; readonly graphs: readonly InferredGraph[] }
  | { readonly kind: 'repeated'; readonly graph: InferredGraph; readonly times: Size };
