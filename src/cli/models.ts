import type { Stats } from 'node:fs';
import { mkdir, readFile, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { shelf } from '#lib/models/shelf.ts';
import { downloadModel } from './download.ts';
import { checkModelBytes, largestModelBytes, tooShort } from './model-bytes.ts';
import { inWords, unknownName } from './unknown-name.ts';
import { refused, valid, type Parsed } from './option-values.ts';

/** A file on this machine, and the name under which the page is to see it. */
export interface ModelFile {
  readonly path: string;
  readonly name: string;
}

/** A model that was found and looks readable. `title` is what the person typed, shortened. */
export type ModelSource =
  | { readonly kind: 'shelf'; readonly title: string; readonly ref: string }
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
  if (typed.startsWith('shelf:')) return findOnShelf(typed.slice('shelf:'.length), options);
  const facts = await stat(typed).catch((error: NodeJS.ErrnoException) => error);
  if (facts instanceof Error) return refused(absence(typed, facts));
  if (facts.isDirectory()) return refused(await folderSentence(typed));
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
  return valid({ kind: 'shelf', title: `shelf:${id}`, ref: `shelf:${id}` });
}

async function findFile(path: string, facts: Stats): Promise<Parsed<ModelSource>> {
  if (!facts.isFile()) return refused(`${path} is not an ordinary file.`);
  if (facts.size > largestModelBytes) {
    return refused(
      `${path} is larger than 2 GiB, the most an ONNX file can be. Export the model with external data.`,
    );
  }
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => error);
  if (bytes instanceof Error) return refused(`${path} cannot be read (${bytes.code ?? bytes.message}).`);
  const checked = checkModelBytes(basename(path), bytes);
  if (checked.status === 'refused') return checked;
  const besides = await Promise.all(
    checked.value.externalData.map(async ({ location, neededBytes }) => {
      const besidesPath = resolve(dirname(path), location.replaceAll('\\', '/'));
      return { name: location, path: besidesPath, neededBytes, bytes: await sizeOfFile(besidesPath) };
    }),
  );
  const missing = besides.filter(({ bytes }) => bytes === null).map((file) => file.name);
  if (missing.length > 0) {
    return refused(
      `${path} keeps its weights in ${inWords(missing.slice(0, 5))}${missing.length > 5 ? ' and further files' : ''}, ` +
        `which ${missing.length === 1 ? 'is' : 'are'} not beside it.`,
    );
  }
  const short = besides.find(({ bytes, neededBytes }) => bytes !== null && bytes < neededBytes);
  if (short !== undefined) return refused(tooShort(basename(path), short.name));
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
    return `${typed} is not a model that is read here: give a file, an http(s) address or shelf:NAME.`;
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
    const isOnShelf = shelf.some((model) => model.id === typed);
    return `There is no file ${typed}.${isOnShelf ? ` Did you mean shelf:${typed}?` : ''}`;
  }
  return `${typed} cannot be read (${error.code ?? error.message}).`;
}

async function folderSentence(path: string): Promise<string> {
  const models = (await readdir(path).catch(() => [])).filter((name) => /\.(onnx|ort)$/i.test(name)).sort();
  const lead = `${path} is a folder; what is read is an .onnx or .ort file, an http(s) address, or shelf:NAME.`;
  const [first] = models;
  return first === undefined ? lead : `${lead} Did you mean ${join(path, first)}?`;
}

/** Null where there is no such file. */
async function sizeOfFile(path: string): Promise<number | null> {
  const facts = await stat(path).catch(() => null);
  return facts?.isFile() === true ? facts.size : null;
}
