import * as v from 'valibot';
import { parseRunDocument } from '#lib/core/results/parse-run-document.ts';
import type { InterruptedRun } from '#lib/runs/stored-run.ts';

/**
 * A run that goes on, as text for whatever drives the page: it can be kept anywhere, and another browser process goes on
 * from it. JSON, in which numbers that JSON lacks (an NRMSE may be infinite) are written as objects.
 */
export function writeCheckpoint(run: InterruptedRun): string {
  return JSON.stringify(run, (_key, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? { [numberKey]: String(value) } : value,
  );
}

const numberKey = '$number';

const checkpointSchema = v.object({
  runId: v.string(),
  document: v.unknown(),
  checks: v.record(v.string(), v.array(v.any())),
  round: v.pipe(v.number(), v.integer(), v.minValue(1)),
  order: v.array(v.string()),
});

/** Null where the text is no checkpoint of a run. */
export function readCheckpoint(text: string): InterruptedRun | null {
  const parsed = v.safeParse(checkpointSchema, parsedJson(text));
  if (!parsed.success) return null;
  const document = parseRunDocument(parsed.output.document);
  if (document.status === 'invalid') return null;
  return { ...parsed.output, document: document.document } as InterruptedRun;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown) =>
      typeof value === 'object' && value !== null && numberKey in value ? Number(value[numberKey]) : value,
    );
  } catch {
    return null;
  }
}
