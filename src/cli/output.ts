import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { toCsv } from '#lib/core/results/export-csv.ts';
import type { RunDocument } from '#lib/core/results/run-document.ts';

/** What `--json` writes: the run document, or for several models all of them in one. */
export function runsAsJson(documents: readonly RunDocument[], models: number): string {
  const [first] = documents;
  const content =
    models === 1 && first !== undefined ? first : { format: 'inferometer-runs', version: 1, runs: documents };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** One line for each cell of each run, under one line of titles. */
export function runsAsCsv(documents: readonly RunDocument[]): string {
  return documents
    .map(toCsv)
    .map((text, index) => (index === 0 ? text : text.slice(text.indexOf('\n') + 1)))
    .join('');
}

/** Whether a file can be written at a path, found out before anything is measured: null, or a sentence. */
export async function outputProblem(path: string): Promise<string | null> {
  const present = await stat(path).catch(() => null);
  if (present?.isDirectory() === true) return `${path} is a folder; name a file in it.`;
  if (present !== null && !present.isFile()) return null;
  const folder = dirname(present === null ? resolve(path) : await realpath(path));
  const facts = await stat(folder).catch(() => null);
  if (facts?.isDirectory() !== true) return `${path} cannot be written: there is no folder ${folder}.`;
  try {
    if (present !== null) await access(path, constants.W_OK);
    const trial = temporaryBeside(join(folder, basename(path)));
    await writeFile(trial, '', { flag: 'wx' });
    await rm(trial);
    return null;
  } catch (error) {
    return `${path} cannot be written (${reason(error)}).`;
  }
}

/** A text and where it goes: a path, `-` for standard output, null for nowhere. */
export interface Output {
  readonly path: string | null;
  readonly text: () => string;
}

/** Writes every one that goes somewhere. A sentence for each that could not be. */
export async function writeOutputs(outputs: readonly Output[]): Promise<string[]> {
  const problems: string[] = [];
  for (const { path, text } of outputs) {
    if (path === null) continue;
    if (path === '-') {
      await new Promise<void>((resolve) => process.stdout.write(text(), () => resolve()));
      continue;
    }
    const problem = await writeOutput(path, text());
    if (problem !== null) problems.push(problem);
  }
  return problems;
}

/** Writes beside the destination and renames, so that a reader never sees half a file. Null, or a sentence. */
export async function writeOutput(path: string, text: string): Promise<string | null> {
  try {
    const present = await stat(path).catch(() => null);
    if (present !== null && !present.isFile()) {
      // A device or a pipe: there is nothing to put in its place.
      await writeFile(path, text);
      return null;
    }
    const destination = present === null ? resolve(path) : await realpath(path);
    const temporary = temporaryBeside(destination);
    await writeFile(temporary, text);
    await rename(temporary, destination).catch(async (error: unknown) => {
      await rm(temporary, { force: true });
      throw error;
    });
    return null;
  } catch (error) {
    return `${path} could not be written (${reason(error)}).`;
  }
}

function temporaryBeside(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.partial`);
}

function reason(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
