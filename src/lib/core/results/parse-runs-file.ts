import * as v from 'valibot';
import { visibleText } from '../visible-text.ts';
import { parseRunDocument } from './parse-run-document.ts';
import type { RunDocument } from './run-document.ts';

/** What people wrote about a run; it is no part of the run document, which nobody changes. */
export interface RunLabel {
  readonly name: string;
  readonly notes: string;
}

export interface LabelledRun {
  readonly document: RunDocument;
  readonly label: RunLabel | null;
}

export type ParsedRunsFile =
  | {
      readonly status: 'valid';
      readonly runs: readonly LabelledRun[];
      /** A sentence for each run that cannot be read. */
      readonly damaged: readonly string[];
    }
  | { readonly status: 'invalid'; readonly message: string };

const labelSchema = v.object({ name: v.pipe(v.string(), v.transform(visibleText)), notes: v.string() });
const runsFileSchema = v.object({
  format: v.literal('inferometer-runs'),
  version: v.literal(1),
  runs: v.array(v.unknown()),
  /** By run id; the command line, which writes such files too, has none. */
  labels: v.optional(v.record(v.string(), v.unknown()), {}),
});

/** Several run documents in one file, with what was written about them. */
export function writeRunsFile(runs: readonly LabelledRun[]): string {
  const labels = Object.fromEntries(
    runs.flatMap(({ document, label }) => (label ? [[document.runId, label]] : [])),
  );
  const documents = runs.map(({ document }) => document);
  return `${JSON.stringify({ format: 'inferometer-runs', version: 1, runs: documents, labels })}\n`;
}

/** Whether some JSON claims to be a file of runs, valid or not. */
export function looksLikeRunsFile(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'format' in json && json.format === 'inferometer-runs';
}

/** Reads a file of runs from outside; what is damaged in it does not keep the rest from being read. */
export function parseRunsFile(json: unknown): ParsedRunsFile {
  if (!looksLikeRunsFile(json))
    return { status: 'invalid', message: 'This JSON is not a file of Inferometer runs.' };
  const file = v.safeParse(runsFileSchema, json);
  if (!file.success) {
    const version = (json as { version?: unknown }).version;
    const newer = typeof version === 'number' && version > 1;
    return {
      status: 'invalid',
      message: newer
        ? `These runs were written by a newer Inferometer (file version ${version}); this one reads version 1.`
        : 'This file of Inferometer runs is damaged, so nothing in it can be read.',
    };
  }
  const runs: LabelledRun[] = [];
  const damaged: string[] = [];
  for (const [index, content] of file.output.runs.entries()) {
    const parsed = parseRunDocument(content);
    if (parsed.status === 'invalid') {
      damaged.push(`Run ${index + 1} of ${file.output.runs.length}: ${parsed.message}`);
      continue;
    }
    const label = v.safeParse(labelSchema, file.output.labels[parsed.document.runId]);
    runs.push({ document: parsed.document, label: label.success ? label.output : null });
  }
  return { status: 'valid', runs, damaged };
}
