import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * What is remembered between starts. `verified`: by path, the hash that was taken when the file had that time;
 * `failures`: by model, when it could not be had (milliseconds since 1970).
 */
export type ShelfRecord = {
  verified: Record<string, { sha256: string; modifiedMs: number }>;
  failures: Record<string, number>;
};

/** A missing or unreadable record is an empty one: everything is then checked again. */
export async function readShelfRecord(path: string): Promise<ShelfRecord> {
  try {
    const { verified, failures } = JSON.parse(await readFile(path, 'utf8')) as Partial<ShelfRecord>;
    return { verified: verified ?? {}, failures: failures ?? {} };
  } catch {
    return { verified: {}, failures: {} };
  }
}

export async function writeShelfRecord(path: string, record: ShelfRecord): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.partial`, JSON.stringify(record));
  await rename(`${path}.partial`, path);
}
