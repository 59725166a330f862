import type { Stats } from 'node:fs';
import { mkdir, open, readFile, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { convertible } from '#lib/models/convertible.ts';
import { explainProblem } from '#lib/models/problems.ts';
import { shelf } from '#lib/models/shelf.ts';
import { looksLikeTfjsModel } from '#lib/models/tfjs/looks-like-model.ts';
import { parseZooReference, suiteReferences } from '#lib/models/zoo/zoo-reference.ts';
import { downloadModel } from './download.ts';
import { checkModelBytes, largestModelBytes, wrongWeights } from './model-bytes.ts';
import { inWords, unknownName } from './unknown-name.ts';
import { refused, valid, type Parsed } from './option-values.ts';

/** A file on this machine, and the name under which the page is to see it. */
export interface ModelFile {
  readonly path: string;
  readonly name: string;
}

/** A model that was found and looks readable. `title` is what the person typed, shortened. */
export type ModelSource =
  /** A model that the page has itself, from the shelf or the zoo. */
  | { readonly kind: 'site'; readonly title: string; readonly ref: string }
  | { readonly kind: 'files'; readonly title: string; readonly files: readonly ModelFile[] };

export interface FindModelOptions {
  /** Where downloads go: a folder of this model's own, which need not exist yet. */
  readonly folder: string;
  readonly onProgress: (text: string) => void;
  readonly signal: AbortSignal;
  /** Ids of the shelf's models that this machine has. Called only for a model of the shelf. */
  readonly shelfIds: () => Promise<readonly string[]>;
}

/** Finds one MODEL of the command line, and checks it as far as can be done without a browser. */
export async function findModel(typed: string, options: FindModelOptions): Promise<Parsed<ModelSource>> {
  if (/^https?:\/\//i.test(typed)) return findAddress(typed, options);
  if (typed.startsWith('zoo:')) return findInZoo(typed);
  if (typed.startsWith('shelf:')) return findOnShelf(typed.slice('shelf:'.length), options);
  const facts = await stat(typed).catch((error: NodeJS.ErrnoException) => error);
  if (facts instanceof Error) return refused(absence(typed, facts));
  if (facts.isDirectory()) return findInFolder(typed);
  return findFile(typed, facts);
}

async function findAddress(address: string, options: FindModelOptions): Promise<Parsed<ModelSource>> {
  const parsed = URL.parse(address);
  if (parsed === null) return refused(`${address} is not an address that can be read.`);
  if (parsed.username !== '' || parsed.password !== '') {
    return refused('Addresses with a name and password in them are not read. Download the file yourself.');
  }
  await mkdir(options.folder, { recursive: true });
  const files = await downloadModel(parsed.href, options);
  return files.status === 'refused' ? files : valid({ kind: 'files', title: address, files: files.value });
}

/** Nothing to find: the page builds it. A suite has been replaced by its models before (`expandSuites`). */
function findInZoo(typed: string): Parsed<ModelSource> {
  const read = parseZooReference(typed);
  if (read?.status === 'model') return valid({ kind: 'site', title: typed, ref: typed });
  return refused(read?.status === 'unknown' ? read.message : `${typed} is not one model.`);
}

/** The models of the command line, with every suite replaced by what is in it. */
export function expandSuites(typed: readonly string[]): string[] {
  return typed.flatMap((model) => {
    const read = parseZooReference(model);
    return read?.status === 'suite' ? suiteReferences(read.suite) : [model];
  });
}

async function findOnShelf(id: string, options: FindModelOptions): Promise<Parsed<ModelSource>> {
  const ids = shelf.map((model) => model.id);
  if (!ids.includes(id))
    return refused(
      unknownName(
        'model',
        `shelf:${id}`,
        ids.map((known) => `shelf:${known}`),
      ),
    );
  if (!(await options.shelfIds()).includes(id)) {
    return refused(
      `The shelf goes without ${id} here, because the npm registry did not give it. Give a file or an address instead.`,
    );
  }
  return valid({ kind: 'site', title: `shelf:${id}`, ref: `shelf:${id}` });
}

async function findFile(path: string, facts: Stats): Promise<Parsed<ModelSource>> {
  if (!facts.isFile()) return refused(`${path} is not an ordinary file.`);
  if (facts.size > largestModelBytes) {
    return refused(
      `${path} is larger than 2 GiB, the most a model's own file can be. Export the model with its weights in files beside it.`,
    );
  }
  const foreign = convertible(basename(path));
  if (foreign !== null)
    return refused(explainProblem({ kind: 'convert-first', name: path, format: foreign }));
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => error);
  if (bytes instanceof Error) return refused(`${path} cannot be read (${bytes.code ?? bytes.message}).`);
  const checked = checkModelBytes(basename(path), bytes);
  if (checked.status === 'refused') return checked;
  const besides = await Promise.all(
    checked.value.externalData.map(async ({ location }) => {
      const besidesPath = resolve(dirname(path), location.replaceAll('\\', '/'));
      return { name: location, path: besidesPath, bytes: await sizeOfFile(besidesPath) };
    }),
  );
  const missing = besides.filter(({ bytes }) => bytes === null).map((file) => file.name);
  if (missing.length > 0) {
    return refused(
      `${path} keeps its weights in ${inWords(missing.slice(0, 5))}${missing.length > 5 ? ' and further files' : ''}, ` +
        `which ${missing.length === 1 ? 'is' : 'are'} not beside it.`,
    );
  }
  const sizeOf = (location: string) => besides.find(({ name }) => name === location)?.bytes ?? 0;
  const wrong = wrongWeights(basename(path), checked.value, sizeOf);
  if (wrong !== null) return refused(wrong);
  return valid({
    kind: 'files',
    title: basename(path),
    files: [
      { path: resolve(path), name: checked.value.name },
      ...besides.map(({ name, path }) => ({ name, path })),
    ],
  });
}

function absence(typed: string, error: NodeJS.ErrnoException): string {
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(typed)?.[1];
  if (scheme !== undefined)
    return `${typed} is not a model that is read here: give a file, an http(s) address, zoo:NAME or shelf:NAME.`;
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
    const isOnShelf = shelf.some((model) => model.id === typed);
    return `There is no file ${typed}.${isOnShelf ? ` Did you mean shelf:${typed}?` : ''}`;
  }
  return `${typed} cannot be read (${error.code ?? error.message}).`;
}

/** A folder stands for the TensorFlow.js model in it, which is a folder's worth of files, where it is the only model. */
async function findInFolder(path: string): Promise<Parsed<ModelSource>> {
  const names = (await readdir(path).catch(() => [])).toSorted();
  const tfjs: string[] = [];
  for (const name of names) if (await isTfjsModel(join(path, name))) tfjs.push(name);
  const onnx = names.filter((name) => /\.(onnx|ort)$/i.test(name));
  const [first] = tfjs;
  if (first !== undefined && tfjs.length === 1 && onnx.length === 0) {
    const inside = join(path, first);
    return findFile(inside, await stat(inside));
  }
  const models = [...tfjs, ...onnx].map((name) => join(path, name));
  const [only] = models;
  if (models.length > 1) {
    const more = models.length > 5 ? ` and ${models.length - 5} more` : '';
    return refused(
      `${path} holds several models. Give one of them: ${models.slice(0, 5).join(', ')}${more}.`,
    );
  }
  if (only !== undefined)
    return refused(
      `${path} is a folder; folders are read for TensorFlow.js models only. Did you mean ${only}?`,
    );
  const foreign = names.find((name) => convertible(name) !== null);
  if (foreign !== undefined)
    return refused(
      explainProblem({
        kind: 'convert-first',
        name: join(path, foreign),
        format: convertible(foreign) ?? '',
      }),
    );
  return refused(
    `${path} is a folder without a model. What is read is an .onnx or .ort file, a folder with the model.json of a TensorFlow.js model, an http(s) address, zoo:NAME or shelf:NAME.`,
  );
}

const sniffedBytes = 2 ** 16;

async function isTfjsModel(path: string): Promise<boolean> {
  if (!/\.json$/i.test(path) || (await sizeOfFile(path)) === null) return false;
  const file = await open(path).catch(() => null);
  if (file === null) return false;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sniffedBytes), 0, sniffedBytes, 0);
    return await looksLikeTfjsModel(new Blob([buffer.subarray(0, bytesRead)]));
  } finally {
    await file.close();
  }
}

/** Null where there is no such file. */
async function sizeOfFile(path: string): Promise<number | null> {
  const facts = await stat(path).catch(() => null);
  return facts?.isFile() === true ? facts.size : null;
}
