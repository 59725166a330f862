import type { NamedBlob } from '#lib/workers/named-blob.ts';
import { convertible } from './convertible.ts';
import { shortExternalData } from './external-data.ts';
import { hashInWorker, inspectInWorker } from './inspect-in-worker.ts';
import type { Inspection } from './inspection.ts';
import { wrongShards } from './tfjs/weights.ts';
import {
  noPreset,
  problemOutcome,
  type LoadOptions,
  type LoadOutcome,
  type ModelPreset,
} from './loaded-model.ts';

/** What a single file may hold: 2 GiB, beyond which browsers do not give a file's bytes in one piece. */
export const largestFileBytes = 2 ** 31 - 1;

type Problem = LoadOutcome & { readonly status: 'problem' };
export type Inspected = Inspection & { readonly status: 'inspected' };

/** Refuses what need not be read to be refused: empty files and too large ones. Null where there is nothing wrong. */
export function sizeProblem({ name, blob }: NamedBlob): Problem | null {
  if (blob.size === 0) return problemOutcome({ kind: 'empty', name });
  if (blob.size <= largestFileBytes) return null;
  return problemOutcome({ kind: 'too-large', name, bytes: blob.size, limitBytes: largestFileBytes });
}

/**
 * Inspects the model file; `webAddress` is where it was downloaded from, if it was. `preset` decides for which inputs
 * its multiply-accumulates are counted.
 */
export async function inspectFile(
  { name, blob }: NamedBlob,
  webAddress: string | null,
  options: LoadOptions,
  preset: ModelPreset = noPreset,
): Promise<Inspected | Problem> {
  options.onProgress?.({ step: 'reading' });
  const outcome = await (options.inspect ?? inspectInWorker)(blob, options.signal, preset);
  if (options.signal?.aborted === true) return problemOutcome({ kind: 'cancelled' });
  switch (outcome.status) {
    case 'inspected':
      return outcome;
    case 'cancelled':
      return problemOutcome({ kind: 'cancelled' });
    case 'stopped':
      return problemOutcome({ kind: 'inspection-stopped', name, detail: outcome.detail });
    case 'no-bytes':
      return problemOutcome({ kind: 'unreadable', name, detail: noBytesSentence(outcome.detail) });
    case 'unreadable':
      if (outcome.reason.kind === 'tflite')
        return problemOutcome({ kind: 'format-not-read', name, format: 'TensorFlow Lite' });
      if (convertible(name) !== null && outcome.reason.kind !== 'html')
        return problemOutcome({ kind: 'convert-first', name, format: convertible(name) ?? '' });
      if (outcome.reason.kind === 'html' && webAddress !== null)
        return problemOutcome({ kind: 'web-page', address: webAddress });
      return problemOutcome({ kind: 'unreadable', name, detail: unreadableSentence(name, outcome.reason) });
  }
}

function unreadableSentence(name: string, { kind, message }: { kind: string; message: string }): string {
  return kind === 'text' && /\.json$/i.test(name)
    ? 'It is named like JSON, but the text in it is not JSON.'
    : message;
}

function noBytesSentence(detail: string): string {
  return `The browser did not give its contents; it may have been moved or changed since it was chosen. Choose it again. (${detail})`;
}

interface ModelParts {
  /** `file:SHA256` where there is none. */
  readonly ref: string | null;
  readonly name: string;
  readonly model: NamedBlob;
  readonly inspected: Inspected;
  readonly externalData: readonly NamedBlob[];
  readonly preset: ModelPreset;
  /** What the SHA-256 of each file must be, the model's own first; null where nothing says. */
  readonly fileSha256: readonly string[] | null;
}

/** Joins a model file, what was read in it, and the files with its weights, unless those are not what they should be. */
export async function completeModel(parts: ModelParts, options: LoadOptions): Promise<LoadOutcome> {
  const { name, model, inspected, externalData, preset } = parts;
  const wrong = wrongWeights(parts);
  if (wrong !== null) return wrong;
  const { format, description, suggestedRules } = inspected;
  const files = [model, ...externalData] as const;
  const sha256 = await hashOf(parts, files, options);
  if (typeof sha256 !== 'string') return sha256;
  const ref = parts.ref ?? `file:${sha256}`;
  const bytes = files.reduce((sum, file) => sum + file.blob.size, 0);
  return {
    status: 'loaded',
    model: { ref, name, format, files, sha256, bytes, description, suggestedRules, preset },
  };
}

function wrongWeights({ name, inspected, externalData }: ModelParts): Problem | null {
  const short = shortExternalData(inspected.externalData, externalData);
  if (short !== null) return problemOutcome({ kind: 'short-external-data', name, ...short });
  const oversized = externalData.find((file) => file.blob.size > largestFileBytes);
  if (oversized !== undefined) return sizeProblem(oversized);
  const sizeOf = (path: string) => externalData.find((file) => file.name === path)?.blob.size ?? 0;
  const shards = wrongShards(inspected.shardGroups, sizeOf);
  return shards === null ? null : problemOutcome({ kind: 'wrong-shard-bytes', name, ...shards });
}

/** SHA-256 as `LoadedModel.sha256` tells; whole models of several files are hashed once more where that needs it. */
async function hashOf(
  { name, inspected, fileSha256 }: ModelParts,
  files: readonly NamedBlob[],
  options: LoadOptions,
): Promise<string | Problem> {
  const isHashedWhole = inspected.shardGroups.length > 0 && files.length > 1;
  if (!isHashedWhole) {
    const isExpected = fileSha256 === null || fileSha256[0] === inspected.sha256;
    return isExpected ? inspected.sha256 : problemOutcome({ kind: 'checksum', name });
  }
  const blobs = files.map(({ blob }) => blob);
  const hashed = await (options.hashFiles ?? hashInWorker)(blobs, options.signal);
  if (options.signal?.aborted === true) return problemOutcome({ kind: 'cancelled' });
  switch (hashed.status) {
    case 'hashed': {
      const isExpected = fileSha256 === null || hashed.each.join() === fileSha256.join();
      return isExpected ? hashed.sha256 : problemOutcome({ kind: 'checksum', name });
    }
    case 'cancelled':
      return problemOutcome({ kind: 'cancelled' });
    case 'stopped':
      return problemOutcome({ kind: 'inspection-stopped', name, detail: hashed.detail });
    case 'no-bytes':
      return problemOutcome({ kind: 'unreadable', name, detail: noBytesSentence(hashed.detail) });
  }
}
