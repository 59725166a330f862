import type { UnreadableReason } from '#lib/onnx/read.ts';
import type { CutShort } from './cut-short.ts';
import type { ExternalDataNeed } from './external-data.ts';
import type { ModelFormat, ModelPreset, SuggestedRule } from './loaded-model.ts';
import type { ModelDescription } from './model-description.ts';
import type { TfjsUnreadable } from './tfjs/read.ts';
import type { ShardGroup } from './tfjs/weights.ts';

/** What a look into a model file tells without running it. Plain data, so that it crosses from a worker. */
export type Inspection =
  | {
      readonly status: 'inspected';
      readonly format: ModelFormat;
      /** Of the model file, in hexadecimal. */
      readonly sha256: string;
      /** Null for a format that only the engine can read (`.ort`). */
      readonly description: ModelDescription | null;
      readonly suggestedRules: Readonly<Record<string, SuggestedRule>>;
      /** Files that the model cannot do without: external data, or the shards of a TensorFlow.js model, in order. */
      readonly externalData: readonly ExternalDataNeed[];
      /** What the shards must hold together; empty for other formats. */
      readonly shardGroups: readonly ShardGroup[];
    }
  | { readonly status: 'unreadable'; readonly reason: UnreadableReason | TfjsUnreadable }
  /** The browser did not give the file's bytes: it was moved or changed since it was chosen, or is a folder. */
  | { readonly status: 'no-bytes'; readonly detail: string };

/** An inspection that may be cut short: cancelled, or its worker crashed. */
export type InspectOutcome = Inspection | CutShort;

/**
 * Looks into one model file. Never rejects for what the file holds. Multiply-accumulates are counted for the inputs
 * that `preset` and the graph's own defaults give.
 */
export type Inspector = (model: Blob, signal?: AbortSignal, preset?: ModelPreset) => Promise<InspectOutcome>;
