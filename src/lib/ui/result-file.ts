import type { RunDocument } from '#lib/core/results/run-document.ts';
import { loadedOrMissing } from './loaded-or-missing.ts';
import { parseJson } from './parse-json.ts';

/** What a JSON file that somebody gives may be, besides a model. */
export type ResultFile =
  | { readonly status: 'run'; readonly document: RunDocument }
  /** Several runs; what is in it is checked when they are added to the kept ones. */
  | { readonly status: 'runs'; readonly json: unknown }
  /** Meant as a result, and none that can be read, or the code that reads it did not come; `message` is a sentence. */
  | { readonly status: 'damaged'; readonly message: string }
  | { readonly status: 'no-result' };

/** Results are read whole; more than this is no file of results. */
const largestDocumentBytes = 200e6;

/** Reads a file as a saved result. */
export async function readResultFile(file: Blob): Promise<ResultFile> {
  if (file.size > largestDocumentBytes) return { status: 'no-result' };
  // What the browser does not give, the reader of models says.
  const json = parseJson(await file.text().catch(() => ''));
  const loaded = await loadedOrMissing(
    Promise.all([
      import('#lib/core/results/parse-run-document.ts'),
      import('#lib/core/results/parse-runs-file.ts'),
    ]),
  );
  if (loaded.status === 'missing') return { status: 'damaged', message: loaded.message };
  const [{ looksLikeRunDocument, parseRunDocument }, { looksLikeRunsFile }] = loaded.value;
  if (looksLikeRunsFile(json)) return { status: 'runs', json };
  if (!looksLikeRunDocument(json)) return { status: 'no-result' };
  const parsed = parseRunDocument(json);
  return parsed.status === 'valid'
    ? { status: 'run', document: parsed.document }
    : { status: 'damaged', message: parsed.message };
}
