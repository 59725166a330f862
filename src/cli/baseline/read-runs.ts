import { readFile, stat } from 'node:fs/promises';
import { looksLikeRunDocument, parseRunDocument } from '#lib/core/results/parse-run-document.ts';
import { looksLikeRunsFile, parseRunsFile } from '#lib/core/results/parse-runs-file.ts';
import type { RunDocument } from '#lib/core/results/run-document.ts';
import { refused, valid, type Parsed } from '../option-values.ts';

/** A run with thousands of samples has a megabyte or two; what is so much larger is some other file. */
const largestBytes = 256 * 1024 * 1024;

/** The runs in a file that `--json`, or the page, wrote: one run document, or several in one. */
export async function readRuns(path: string): Promise<Parsed<RunDocument[]>> {
  const text = await readText(path);
  if (text.status === 'refused') return text;
  let json: unknown;
  try {
    json = JSON.parse(text.value);
  } catch {
    return refused(`${path} is not JSON, so it holds no run.`);
  }
  if (looksLikeRunDocument(json)) {
    const parsed = parseRunDocument(json);
    return parsed.status === 'valid' ? valid([parsed.document]) : refused(`${path}: ${parsed.message}`);
  }
  if (!looksLikeRunsFile(json))
    return refused(`${path} holds no Inferometer run; name a file that --json wrote.`);
  const parsed = parseRunsFile(json);
  if (parsed.status === 'invalid') return refused(`${path}: ${parsed.message}`);
  const [damage] = parsed.damaged;
  if (damage !== undefined) return refused(`${path}: ${damage}`);
  if (parsed.runs.length === 0) return refused(`${path} holds no runs.`);
  return valid(parsed.runs.map(({ document }) => document));
}

/** Runs of several files, each written as FILE or NAME=FILE; `name` is null where there is none. */
export async function readNamedRuns(
  words: readonly string[],
): Promise<
  Parsed<{ readonly name: string | null; readonly path: string; readonly document: RunDocument }[]>
> {
  const named = [];
  for (const word of words) {
    const [, name = null, path = word] = /^([^=/\\]+)=(.+)$/.exec(word) ?? [];
    const read = await readRuns(path);
    if (read.status === 'refused') return read;
    named.push(...read.value.map((document) => ({ name, path, document })));
  }
  return valid(named);
}

async function readText(path: string): Promise<Parsed<string>> {
  try {
    const facts = await stat(path);
    if (facts.isDirectory()) return refused(`${path} is a folder; name a file in it.`);
    if (facts.size > largestBytes) return refused(`${path} is too large to be a file of runs.`);
    return valid(await readFile(path, 'utf8'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return refused(code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read (${code}).`);
  }
}
