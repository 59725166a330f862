import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseRunDocument } from '#lib/core/results/parse-run-document.ts';
import type { RunDocument } from '#lib/core/results/run-document.ts';
import { refused, valid, type Parsed } from './option-values.ts';
import { writeOutput } from './output.ts';
import type { PlannedRun } from './planned-run.ts';

/**
 * A folder in which runs are written as they come: `ID.partial.json` is the checkpoint of a run that goes on, `ID.json`
 * the document of one that ended, `runs.json` what the command was to measure. Whatever ends the command, another can
 * go on from there.
 */
export class RunFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Makes the folder ready: emptied of these runs, or holding what an earlier command left of exactly these. */
  async prepare(runs: readonly PlannedRun[], isResume: boolean): Promise<Parsed<null>> {
    try {
      await mkdir(this.path, { recursive: true });
    } catch (error) {
      return refused(
        `The folder ${this.path} cannot be made (${(error as NodeJS.ErrnoException).code ?? String(error)}).`,
      );
    }
    const digest = digestOf(runs);
    const list = join(this.path, 'runs.json');
    if (isResume) {
      const before = await readText(list);
      if (before === null) return refused(`There is nothing to resume in ${this.path}.`);
      return digestIn(before) === digest
        ? valid(null)
        : refused(
            `${this.path} holds other runs than those asked for now, so they cannot be resumed; leave --resume out to begin anew.`,
          );
    }
    for (const { id } of runs)
      for (const path of [this.#finished(id), this.#partial(id)]) await rm(path, { force: true });
    const names = runs.map(({ id, targetName, model, preset }) => ({
      id,
      target: targetName,
      model,
      preset,
    }));
    const problem = await writeOutput(
      list,
      `${JSON.stringify({ format: 'inferometer-run-list', version: 1, digest, runs: names }, null, 2)}\n`,
    );
    return problem === null ? valid(null) : refused(problem);
  }

  /** The document of a run that was measured to its end, or as far as it got; null without one. */
  async document(id: string): Promise<RunDocument | null> {
    const text = await readText(this.#finished(id));
    if (text === null) return null;
    const parsed = parseRunDocument(jsonOf(text));
    return parsed.status === 'valid' ? parsed.document : null;
  }

  checkpoint(id: string): Promise<string | null> {
    return readText(this.#partial(id));
  }

  writeCheckpoint(id: string, checkpoint: string): Promise<string | null> {
    return writeOutput(this.#partial(id), checkpoint);
  }

  /** A run that was cut short keeps its checkpoint, so that it can be resumed. */
  async writeDocument(id: string, document: RunDocument): Promise<string | null> {
    const problem = await writeOutput(this.#finished(id), `${JSON.stringify(document, null, 2)}\n`);
    if (problem === null && document.status === 'complete') await rm(this.#partial(id), { force: true });
    return problem;
  }

  #finished(id: string): string {
    return join(this.path, `${id}.json`);
  }

  #partial(id: string): string {
    return join(this.path, `${id}.partial.json`);
  }
}

function digestOf(runs: readonly PlannedRun[]): string {
  const asked = runs.map(({ id, target, model, plan, request }) => ({ id, target, model, plan, request }));
  return createHash('sha256').update(JSON.stringify(asked)).digest('hex');
}

function digestIn(text: string): unknown {
  const list = jsonOf(text);
  return typeof list === 'object' && list !== null && 'digest' in list ? list.digest : null;
}

function readText(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(() => null);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
