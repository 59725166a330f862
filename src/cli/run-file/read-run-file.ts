import { readFile, stat } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';
import { refused, valid, type Parsed } from '../option-values.ts';
import { explainIssue } from './explain-issue.ts';
import { runFileSchema, type RunFile } from './run-file.ts';

const moduleEndings = ['.ts', '.mts', '.js', '.mjs'];

/** Reads a run file, JSON or a module whose default export it is. What is wrong with it comes back as a sentence. */
export async function readRunFile(path: string): Promise<Parsed<RunFile>> {
  const facts = await stat(path).catch((error: NodeJS.ErrnoException) => error);
  if (facts instanceof Error) {
    return refused(
      facts.code === 'ENOENT'
        ? `There is no run file ${path}.`
        : `${path} cannot be read (${facts.code ?? facts.message}).`,
    );
  }
  if (!facts.isFile()) return refused(`${path} is not a file; name the run file itself.`);
  const ending = extname(path).toLowerCase();
  if (ending !== '.json' && !moduleEndings.includes(ending))
    return refused(
      `${path} is not a run file: its name ends neither in .json nor in ${moduleEndings.join(', ')}.`,
    );
  const content = ending === '.json' ? await readJson(path) : await readModule(path);
  return content.status === 'refused' ? content : parseRunFile(path, content.value);
}

export function parseRunFile(path: string, content: unknown): Parsed<RunFile> {
  const parsed = v.safeParse(runFileSchema, content, { abortEarly: false });
  if (parsed.success) return valid(parsed.output);
  // An unknown key explains better what is wrong than the missing one that it was meant to be.
  const issue = parsed.issues.find(({ expected }) => expected === 'never') ?? parsed.issues[0];
  return refused(`${path}: ${explainIssue(runFileSchema, content, issue)}`);
}

async function readJson(path: string): Promise<Parsed<unknown>> {
  try {
    return valid(JSON.parse(await readFile(path, 'utf8')) as unknown);
  } catch (error) {
    return refused(`${path} is not valid JSON: ${firstLine(error)}.`);
  }
}

async function readModule(path: string): Promise<Parsed<unknown>> {
  try {
    const module = (await import(pathToFileURL(resolve(path)).href)) as { default?: unknown };
    if (module.default === undefined)
      return refused(`${path} has no default export; write export default { … }.`);
    return valid(await module.default);
  } catch (error) {
    return refused(`${path} cannot be loaded: ${firstLine(error)}.`);
  }
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split('\n')[0] ?? '').replace(/\.$/, '');
}
