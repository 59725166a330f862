import type { InputRule } from '#lib/core/protocol/input-spec.ts';
import type { ResidentTensors } from '#lib/core/protocol/resident-tensors.ts';
import type { NamedBlob } from '#lib/workers/named-blob.ts';
import type { FileHasher } from './hash-files.ts';
import type { Inspector } from './inspection.ts';
import type { ModelDescription } from './model-description.ts';
import type { ZooBuilder } from './zoo/build-in-worker.ts';
import { explainProblem, type ModelProblem } from './problems.ts';

export type { NamedBlob };

export type ModelFormat = 'onnx' | 'ort' | 'tfjs-graph' | 'tfjs-layers';

/** A model that can be handed to an engine: its files, and what could be read in them without running it. */
export interface LoadedModel {
  /** `zoo:NAME`, `shelf:NAME`, `url:ADDRESS` or `file:SHA256`; what a plan calls it. */
  readonly ref: string;
  readonly name: string;
  readonly format: ModelFormat;
  /** The model itself first, then external data or shards under the names by which the model refers to them. */
  readonly files: readonly [NamedBlob, ...NamedBlob[]];
  /**
   * In hexadecimal: of the model file itself; for TensorFlow.js of the `model.json` followed by all shards in the
   * manifest's order, because most of such a model lies in them.
   */
  readonly sha256: string;
  /** Of all files. */
  readonly bytes: number;
  /** Null for a format that only the engine can read (`.ort`). */
  readonly description: ModelDescription | null;
  /** What each input is filled with unless the user says otherwise, by input name. */
  readonly suggestedRules: Readonly<Record<string, SuggestedRule>>;
  /** Dimensions, shapes and rules that the catalogue states for this model. */
  readonly preset: ModelPreset;
}

export interface SuggestedRule {
  readonly rule: InputRule;
  /** A short clause for people. */
  readonly why: string;
  /** Rows of the table that the input indexes, where the graph tells. */
  readonly vocabularySize: number | null;
}

export interface ModelPreset {
  readonly dims: Readonly<Record<string, number>>;
  readonly inputs: Readonly<Record<string, { readonly shape?: number[]; readonly rule?: InputRule }>>;
  readonly resident?: ResidentTensors;
  readonly built?: BuiltDims;
}

/** Sizes that were built into a model of the zoo, by name. */
export interface BuiltDims {
  readonly all: Readonly<Record<string, number>>;
  /** Those that differ from the architecture's own. */
  readonly asked: Readonly<Record<string, number>>;
}

/** No preset: a model that no catalogue knows. */
export const noPreset: ModelPreset = { dims: {}, inputs: {} };

export type LoadOutcome =
  | { readonly status: 'loaded'; readonly model: LoadedModel }
  | { readonly status: 'problem'; readonly problem: ModelProblem; readonly message: string };

export type LoadProgress =
  | { readonly step: 'downloading'; readonly receivedBytes: number; readonly totalBytes: number | null }
  /** Of a model of the zoo. */
  | { readonly step: 'building'; readonly doneBytes: number; readonly totalBytes: number }
  | { readonly step: 'reading' };

export interface LoadOptions {
  readonly onProgress?: (progress: LoadProgress) => void;
  readonly signal?: AbortSignal;
  /** Sizes to build into a model of the zoo, by name; other models take theirs when they are run. */
  readonly dims?: Readonly<Record<string, number>>;
  /** Which of several models among the files to take, by its name there. */
  readonly modelName?: string;
  /** The site's root, against which its own addresses are read; where the page came from unless given. */
  readonly siteRoot?: string;
  /** How to look into the model file: in a worker of its own, unless given. */
  readonly inspect?: Inspector;
  /** How to build a model of the zoo: in a worker of its own, unless given. */
  readonly buildZoo?: ZooBuilder;
  /** How to hash a model of several files: in a worker of its own, unless given. */
  readonly hashFiles?: FileHasher;
  /** A download during which nothing arrives for this long is given up. */
  readonly stallLimitMs?: number;
}

/** The outcome for a problem, with its sentence. */
export function problemOutcome(problem: ModelProblem): LoadOutcome & { status: 'problem' } {
  return { status: 'problem', problem, message: explainProblem(problem) };
}
