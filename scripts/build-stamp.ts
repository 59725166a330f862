import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** What the built site depends on, from the project's folder; the lock file stands for every package. */
export const buildInputs: readonly string[] = [
  'src',
  'static',
  'package.json',
  'package-lock.json',
  'svelte.config.js',
  'vite.config.ts',
  'tsconfig.json',
  'scripts/isolation-headers.ts',
  'scripts/isolation-plugin.ts',
  'scripts/engine-build.ts',
  'scripts/compress.ts',
];

/** Larger files (models) are told by size and time instead of by content. */
const contentLimitBytes = 1_000_000;

/** The command line drives the built site and is no part of it. */
const notInTheSite: readonly string[] = ['src/cli'];

const testFile = /\.(test|contract|browser-test|long-test)\.ts$/;

/**
 * A hash over the files that a build reads: by content, so that a fresh checkout of the same text is not stale.
 * Missing inputs count as absent; tests do not count.
 */
export async function buildStamp(root: string, inputs: readonly string[] = buildInputs): Promise<string> {
  const outside = notInTheSite.map((folder) => join(root, folder) + sep);
  const paths = (await Promise.all(inputs.map((input) => filesUnder(join(root, input)))))
    .flat()
    .filter((path) => !outside.some((folder) => path.startsWith(folder)))
    .sort();
  const lines = await Promise.all(
    paths.map(async (path) => `${relative(root, path).split(sep).join('/')} ${await fingerprint(path)}`),
  );
  return createHash('sha256')
    .update(`${process.version}\n${lines.join('\n')}`)
    .digest('hex');
}

async function filesUnder(path: string): Promise<string[]> {
  const facts = await stat(path).catch(() => undefined);
  if (facts === undefined) return [];
  if (facts.isFile()) return testFile.test(path) ? [] : [path];
  const entries = await readdir(path);
  return (await Promise.all(entries.map((entry) => filesUnder(join(path, entry))))).flat();
}

async function fingerprint(path: string): Promise<string> {
  const { size, mtimeMs } = await stat(path);
  if (size > contentLimitBytes) return `${size} ${mtimeMs}`;
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}
