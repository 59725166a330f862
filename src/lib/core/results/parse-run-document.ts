import * as v from 'valibot';
import { visibleText } from '../visible-text.ts';
import { runDocumentSchema, type RunDocument } from './run-document.ts';

export type ParsedRunDocument =
  | { readonly status: 'valid'; readonly document: RunDocument }
  | { readonly status: 'invalid'; readonly message: string };

/** Whether some JSON claims to be a run document, valid or not; tells a dropped result from any other file. */
export function looksLikeRunDocument(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'format' in json && json.format === 'inferometer-run';
}

/** Reads a run document from outside. The message is a sentence for people. */
export function parseRunDocument(json: unknown): ParsedRunDocument {
  if (!looksLikeRunDocument(json)) {
    return { status: 'invalid', message: 'This JSON is not an Inferometer result.' };
  }
  const version = (json as { version?: unknown }).version;
  if (typeof version === 'number' && version > 1) {
    return {
      status: 'invalid',
      message: `This result was written by a newer Inferometer (document version ${version}); this one reads version 1.`,
    };
  }
  const parsed = v.safeParse(runDocumentSchema, json);
  if (parsed.success) {
    const { output } = parsed;
    const model = { ...output.model, name: visibleText(output.model.name) };
    return { status: 'valid', document: { ...output, model } };
  }
  const path = v.getDotPath(parsed.issues[0]);
  return {
    status: 'invalid',
    message: `This Inferometer result is damaged${path === null ? '' : ` at ${path}`}, so it cannot be shown.`,
  };
}
