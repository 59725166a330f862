import type { OnnxDescription } from '#lib/onnx/describe.ts';
import type { UnreadableReason } from '#lib/onnx/read.ts';
import type { ExternalDataNeed } from './external-data.ts';
import type { ModelFormat, SuggestedRule } from './loaded-model.ts';

/** What a look into a model file tells without running it. Plain data, so that it crosses from a worker. */
export type Inspection =
  | {
      readonly status: 'inspected';
      readonly format: ModelFormat;
      /** Of the model file, in hexadecimal. */
      readonly sha256: string;
      /** Null for a format that only the engine can read (`.ort`). */
      readonly description: OnnxDescription | null;
      readonly suggestedRules: Readonly<Record<string, SuggestedRule>>;
      readonly externalData: readonly ExternalDataNeed[];
    }
  | { readonly status: 'unreadable'; readonly reason: UnreadableReason }
  /** The browser did not give the file's bytes: it was moved or changed since it was chosen, or is a folder. */
  | { readonly status: 'no-bytes'; readonly detail: string };

/** An inspection that may be cut short: cancelled, or its worker crashed. */
export type InspectOutcome =
  Inspection | { readonly status: 'cancelled' } | { readonly status: 'stopped'; readonly detail: string };

/** Looks into one model file. Never rejects for what the file holds. */
export type Inspector = (model: Blob, signal?: AbortSignal) => Promise<InspectOutcome>;
