import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorDescription } from '../engine.ts';

/** A model of either format, opened: what binding inputs needs of it. */
export interface Network {
  readonly inputs: readonly TensorDescription[];
  readonly outputs: readonly TensorDescription[];
  /** Runs the model once. Outputs come in the order of `outputs`, not read back yet. */
  run(feeds: Readonly<Record<string, Tensor>>): Tensor[] | Promise<Tensor[]>;
  /** Whether a tensor is one of the model's weights, which an output may be and must not be disposed of. */
  isWeight(tensor: Tensor): boolean;
  dispose(): void;
}

export type NetworkOutcome =
  | { readonly status: 'opened'; readonly network: Network }
  | { readonly status: 'unknown-operator'; readonly operator: string };
