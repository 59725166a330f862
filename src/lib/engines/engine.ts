import type { ResidentTensors } from '#lib/core/protocol/resident-tensors.ts';
import type { HostTensor } from '#lib/core/protocol/tensors.ts';
import type { BackendId, EngineId } from '#lib/core/results/ids.ts';
import type { FailureCause, UnsupportedCause } from '#lib/core/results/reasons.ts';
import type { NamedBlob } from '#lib/workers/named-blob.ts';

/** An engine's slow backend that needs nothing of the browser. No cell is measured on it: it can only be the reference. */
export type PlainBackend = 'cpu';
export type EngineBackend = BackendId | PlainBackend;

/** Things that an engine knows about a cell beyond its numbers. */
export const engineFlags = ['threads-override', 'leaks-tensors', 'residents-moved'] as const;
export type EngineFlag = (typeof engineFlags)[number];

export interface OpenRequest {
  readonly backend: EngineBackend;
  /** Threads asked for; 1 wherever the backend has no thread pool. */
  readonly threads: number;
  /** `onnx`, `ort`, `tfjs-graph`, … */
  readonly format: string;
  /** The model itself first, then the files it refers to. */
  readonly files: readonly [NamedBlob, ...NamedBlob[]];
  /** What stays on the device between runs where the engine can do that; else the flag `residents-moved` is set. */
  readonly resident: ResidentTensors;
}

/** The graphics adapter that really computes, as the browser names it. */
export interface Adapter {
  readonly vendor: string;
  readonly architecture: string;
  /** Rendered by the processor: measured, but never called this device's GPU. */
  readonly software: boolean;
}

/** What the engine really got, as opposed to what it was asked for. */
export interface Observed {
  readonly threads: number;
  readonly provider: string;
  readonly adapter: Adapter | null;
}

export interface TensorDescription {
  readonly name: string;
  readonly dtype: string;
  /** Null for an unknown rank; a name or null for a dimension that is not fixed. */
  readonly shape: readonly (number | string | null)[] | null;
}

/** Inputs bound to a model. `run` is the one call that is timed. */
export interface BoundInputs {
  /**
   * Uploads the inputs, runs the model once and reads the outputs back, all but those that stay on the device.
   * Rejects with whatever the engine throws.
   */
  run(): Promise<void>;
  /** Outputs of the latest run, in the model's order, those on the device read back now; valid until the next run. */
  outputs(): Promise<HostTensor[]>;
}

export interface OpenedModel {
  readonly observed: Observed;
  /** Import, WASM compilation and device initialisation, without downloads. */
  readonly runtimeMs: number;
  /** Creation of the session from bytes in memory. */
  readonly sessionMs: number;
  /** Null where the engine cannot tell. */
  readonly inputs: readonly TensorDescription[] | null;
  readonly outputs: readonly TensorDescription[] | null;
  bind(inputs: readonly HostTensor[]): BoundInputs;
  /** Read once, after measuring. */
  flags(): readonly EngineFlag[];
  /** Settles when the graphics device or context is lost; never settles otherwise. */
  readonly lost: Promise<FailureCause>;
  /** What an error that `run` rejected with means. */
  classify(error: unknown): Unavailable;
  close(): Promise<void>;
}

/** Why there is no result. */
export type Unavailable =
  | { readonly status: 'unsupported'; readonly cause: UnsupportedCause }
  | { readonly status: 'failed'; readonly cause: FailureCause };

export type OpenOutcome = Unavailable | { readonly status: 'opened'; readonly model: OpenedModel };

/** An ML runtime, inside its worker. One worker opens one model once. */
export interface Engine {
  /**
   * Brings everything that `open` will load for a model of this format into the browser's HTTP cache, so that no download is timed.
   * Initialises nothing. Resolves to the bytes of the files fetched; rejects when one cannot be had.
   * @param onBytes called with the bytes received so far, whenever more have come
   */
  fetchFiles(backend: BackendId, format: string, onBytes: (receivedBytes: number) => void): Promise<number>;
  /** Opens the model on exactly the backend asked for, or says why not. Never falls back to another. */
  open(request: OpenRequest): Promise<OpenOutcome>;
}

/** A set of files, named, because backends that share one share the download. Bytes as compressed with Brotli. */
export interface EngineDownload {
  readonly files: string;
  readonly bytes: number;
}

/** What the page knows of an engine without loading any of its code. */
export interface EngineDescriptor {
  readonly id: EngineId;
  readonly title: string;
  readonly version: string;
  readonly backends: readonly BackendId[];
  /** What can stand in as the reference where the WASM backend lacks an operator; null where there is none. */
  readonly plainBackend: PlainBackend | null;
  /** Model formats it reads. */
  readonly formats: readonly string[];
  /** What a visitor downloads for a backend. */
  download(backend: BackendId): EngineDownload;
  /** Starts a fresh worker that serves this engine's calls (messages.ts). */
  startWorker(): Worker;
  /** Starts a fresh diagnostic worker (profile-messages.ts); null where the engine cannot tell what a run computes. */
  readonly startProfiler: (() => Worker) | null;
}
