import type { InputSpec } from '#lib/core/protocol/input-spec.ts';
import type { LoopProgress, LoopResult, LoopSettings } from '#lib/core/protocol/measure-loop.ts';
import type { BackendId } from '#lib/core/results/ids.ts';
import type { Agreement } from '#lib/core/statistics/output-agreement.ts';
import type { EngineFlag, Observed, OpenRequest, TensorDescription, Unavailable } from './engine.ts';

/** The reference cell's outputs for every correctness input. One blob holds the bytes, so that passing it on is free. */
export interface ReferenceOutputs {
  readonly inputs: readonly { readonly tensors: readonly ReferenceTensor[] }[];
  readonly bytes: Blob;
}

export interface ReferenceTensor {
  readonly name: string;
  readonly dtype: string;
  readonly dims: readonly number[];
  readonly byteOffset: number;
  readonly byteLength: number;
}

export type OpenReply =
  | Unavailable
  | {
      readonly status: 'opened';
      readonly observed: Observed;
      readonly runtimeMs: number;
      readonly sessionMs: number;
      readonly inputs: readonly TensorDescription[] | null;
      readonly outputs: readonly TensorDescription[] | null;
    };

export interface ReferenceRequest {
  readonly specs: readonly InputSpec[];
  readonly seed: number;
  readonly inputs: number;
  /** No further input is begun after this long. */
  readonly budgetMs: number;
}

export type ReferenceReply =
  Unavailable | { readonly status: 'referenced'; readonly outputs: ReferenceOutputs; readonly runMs: number };

export interface MeasureRequest {
  readonly specs: readonly InputSpec[];
  readonly seed: number;
  /** Correctness inputs to run at most; the first of them is the timed first run. */
  readonly inputs: number;
  readonly settings: LoopSettings;
  /** Null where there is nothing to compare with. */
  readonly reference: ReferenceOutputs | null;
}

export type MeasureReply =
  | Unavailable
  | {
      readonly status: 'measured';
      readonly firstRunMs: number;
      readonly loop: LoopResult;
      readonly checkedInputs: number;
      readonly agreement: Agreement | null;
      readonly projection: readonly number[];
      readonly flags: readonly EngineFlag[];
    };

export type MeasureEvent = { readonly step: 'first-run' } | { readonly step: 'checking' } | LoopProgress;

/** Every message between the page and an engine's worker. */
export type EngineCalls = {
  fetchFiles: {
    request: { backend: BackendId; format: string };
    reply: { bytes: number };
    event: { receivedBytes: number };
  };
  open: { request: OpenRequest; reply: OpenReply; event: never };
  /** Runs the correctness inputs once each and keeps the outputs; times nothing. */
  reference: { request: ReferenceRequest; reply: ReferenceReply; event: never };
  measure: { request: MeasureRequest; reply: MeasureReply; event: MeasureEvent };
};
