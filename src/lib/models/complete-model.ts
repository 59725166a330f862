import type { NamedBlob } from '#lib/workers/named-blob.ts';
import { shortExternalData } from './external-data.ts';
import { inspectInWorker } from './inspect-in-worker.ts';
import type { Inspection } from './inspection.ts';
import { problemOutcome, type LoadOptions, type LoadOutcome, type ModelPreset } from './loaded-model.ts';

/** What a single file may hold: 2 GiB, beyond which browsers do not give a file's bytes in one piece. */
export const largestFileBytes = 2 ** 31 - 1;

/** No preset: a model that no catalogue knows. */
export const noPreset: ModelPreset = { dims: {}, inputs: {} };

type Problem = LoadOutcome & { readonly status: 'problem' };
export type Inspected = Inspection & { readonly status: 'inspected' };

/** Refuses what need not be read to be refused: empty files and too large ones. Null where there is nothing wrong. */
export function sizeProblem({ name, blob }: NamedBlob): Problem | null {
  if (blob.size === 0) return problemOutcome({ kind: 'empty', name });
  if (blob.size <= largestFileBytes) return null;
  return problemOutcome({ kind: 'too-large', name, bytes: blob.size, limitBytes: largestFileBytes });
}

/** Inspects the model file; `webAddress` is where it was downloaded from, if it was. */
export async function inspectFile(
  { name, blob }: NamedBlob,
  webAddress: string | null,
  options: LoadOptions,
): Promise<Inspected | Problem> {
  options.onProgress?.({ step: 'reading' });
  const outcome = await (options.inspect ?? inspectInWorker)(blob, options.signal);
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
      if (outcome.reason.kind === 'html' && webAddress !== null)
        return problemOutcome({ kind: 'web-page', address: webAddress });
      return problemOutcome({ kind: 'unreadable', name, detail: outcome.reason.message });
  }
}

function noBytesSentence(detail: string): string {
  return `The browser did not give its contents; it may have been moved or changed since it was chosen. Choose it again. (${detail})`;
}

/** Joins a model file, what was read in it, and its external data, unless that is too short. */
export function completeModel(parts: {
  readonly ref: string;
  readonly name: string;
  readonly model: NamedBlob;
  readonly inspected: Inspected;
  readonly externalData: readonly NamedBlob[];
  readonly preset: ModelPreset;
}): LoadOutcome {
  const { ref, name, model, inspected, externalData, preset } = parts;
  const short = shortExternalData(inspected.externalData, externalData);
  if (short !== null) return problemOutcome({ kind: 'short-external-data', name, ...short });
  const oversized = externalData.find((file) => file.blob.size > largestFileBytes);
  if (oversized !== undefined)
    return sizeProblem(oversized) ?? problemOutcome({ kind: 'empty', name: oversized.name });
  const { format, sha256, description, suggestedRules } = inspected;
  const files = [model, ...externalData] as const;
  const bytes = files.reduce((sum, file) => sum + file.blob.size, 0);
  return {
    status: 'loaded',
    model: { ref, name, format, files, sha256, bytes, description, suggestedRules, preset },
  };
}
