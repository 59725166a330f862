import type { RunDocument } from '#lib/core/results/run-document.ts';
import { parseJson } from './parse-json.ts';

/** What a JSON file that somebody gives may be, besides a model. */
export type ResultFile =
  | { readonly status: 'run'; readonly document: RunDocument }
  /** Several runs; what is in it is checked when they are added to the kept ones. */
  | { readonly status: 'runs'; readonly json: unknown }
  /** Meant as a result, and none that can be read; `message` is a sentence. */
  | { readonly status: 'damaged'; readonly message: string }
  | { readonly status: 'no-result' };

/** Results are read whole; more than this is no file of results. */
const largestDocumentBytes = 200e6;

/** Reads a file as a saved result. */
export async function readResultFile(file: Blob): Promise<ResultFile> {
  if (file.size > largestDocumentBytes) return { status: 'no-result' };
  const json = parseJson(await file.text());
  const { looksLikeRunDocument, parseRunDocument } = await import('#lib/core/results/parse-run-document.ts');
  const { looksLikeRunsFile } = await import('#lib/core/results/parse-runs-file.ts');
  if (looksLikeRunsFile(json)) return { status: 'runs', json };
  if (!looksLikeRunDocument(json)) return { status: 'no-result' };
  const parsed = parseRunDocument(json);
  return parsed.status === 'valid'
    ? { status: 'run', document: parsed.document }
    : { status: 'damaged', message: parsed.message };
}
