import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/**
 * Whether bytes are those that npm's integrity string names (Subresource Integrity: algorithm, hyphen, base64).
 * Only sha512 is taken, which is what npm writes.
 */
export async function matchesIntegrity(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  integrity: string,
): Promise<boolean> {
  const hash = createHash('sha512');
  for await (const part of bytes) hash.update(part);
  return integrity === `sha512-${hash.digest('base64')}`;
}

/** SHA-256 of a file, hexadecimal. */
export async function fileSha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/**
 * Extracts one file of a gzipped tarball with the system's tar (Windows has had one since 2018), streaming.
 * @returns a sentence's end when it could not
 */
export async function extractFile(
  tarballPath: string,
  member: string,
  destination: string,
): Promise<string | undefined> {
  const child = spawn('tar', ['-xzOf', tarballPath, member], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise<string | undefined>((settle) => {
    child.once('error', () => settle('the command tar is missing: install it.'));
    child.once('close', (code) =>
      settle(code === 0 ? undefined : `its package does not hold the file ${member}.`),
    );
  });
  try {
    await pipeline(child.stdout, createWriteStream(destination));
  } catch (error) {
    child.kill();
    return `the file could not be written (${error instanceof Error ? error.message : String(error)}).`;
  }
  return ended;
}
