import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Models are not here: trained weights hardly shrink, and cost the most time. */
const compressible = new Set([
  '.js',
  '.mjs',
  '.css',
  '.json',
  '.svg',
  '.html',
  '.txt',
  '.wasm',
  '.xml',
  '.webmanifest',
]);
/** Below this a packet is a packet. */
const smallestBytes = 1_024;
/** Above this the best brotli level takes minutes (an engine's wasm is 12 to 27 MB). */
const thoroughLimitBytes = 2_000_000;
const unusedAfterMs = 14 * 24 * 60 * 60 * 1000;

const encodings = [
  {
    extension: '.br',
    encode: (bytes: Buffer) =>
      promisify(brotliCompress)(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: bytes.length > thoroughLimitBytes ? 5 : 11,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      }),
  },
  {
    extension: '.gz',
    encode: (bytes: Buffer) => promisify(gzip)(bytes, { level: bytes.length > thoroughLimitBytes ? 6 : 9 }),
  },
];

/**
 * Writes a `.br` and a `.gz` beside every text and wasm file of a built site where that is smaller. Results are kept by
 * content hash in `cache`, so that an engine's wasm is compressed once per version of its package.
 */
export async function compressFolder(folder: string, cache: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && compressible.has(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name));
  const waiting = paths.values();
  // zlib works in Node's thread pool: as many files at a time as there are processors keeps it busy.
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      for (const path of waiting) await compressFile(path, cache);
    }),
  );
  await dropUnused(cache);
}

async function compressFile(path: string, cache: string): Promise<void> {
  const bytes = await readFile(path);
  if (bytes.length < smallestBytes) return;
  const hash = createHash('sha256').update(bytes).digest('hex');
  for (const { extension, encode } of encodings) {
    const kept = join(cache, hash + extension);
    if (!(await touch(kept))) {
      const partial = `${kept}.${process.pid}.partial`;
      await writeFile(partial, await encode(bytes));
      await rename(partial, kept);
    }
    if ((await stat(kept)).size < bytes.length) await copyFile(kept, path + extension);
  }
}

/** Marks a kept result as used; false when there is none. */
async function touch(path: string): Promise<boolean> {
  const now = new Date();
  return utimes(path, now, now).then(
    () => true,
    () => false,
  );
}

async function dropUnused(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const path = join(cache, name);
    if (Date.now() - (await stat(path)).mtimeMs > unusedAfterMs) await rm(path, { force: true });
  }
}
