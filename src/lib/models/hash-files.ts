/** Read at a time, so that a large file of weights never lies in memory as a whole. */
const pieceBytes = 4 * 2 ** 20;

export type FileHashes =
  | {
      readonly status: 'hashed';
      /** SHA-256 of all files, one after the other, in hexadecimal. */
      readonly sha256: string;
      /** SHA-256 of each file. */
      readonly each: readonly string[];
    }
  /** The browser did not give a file's bytes. */
  | { readonly status: 'no-bytes'; readonly detail: string };

/** Hashing that may be cut short: cancelled, or its worker crashed. */
export type HashOutcome =
  FileHashes | { readonly status: 'cancelled' } | { readonly status: 'stopped'; readonly detail: string };

export type FileHasher = (files: readonly Blob[], signal?: AbortSignal) => Promise<HashOutcome>;

/** Hashes files as if they were one, and each by itself. Takes a second for 100 MB: call it in a worker. */
export async function hashFiles(files: readonly Blob[]): Promise<FileHashes> {
  // By the library: browsers' own hashing takes no pieces, and is missing on pages opened over plain HTTP.
  const { sha256 } = await import('@noble/hashes/sha2.js');
  const { bytesToHex } = await import('@noble/hashes/utils.js');
  const together = sha256.create();
  const each: string[] = [];
  try {
    for (const file of files) {
      const own = sha256.create();
      for (let start = 0; start < file.size; start += pieceBytes) {
        const piece = new Uint8Array(await file.slice(start, start + pieceBytes).arrayBuffer());
        together.update(piece);
        own.update(piece);
      }
      each.push(bytesToHex(own.digest()));
    }
  } catch (error) {
    if (error instanceof DOMException || error instanceof RangeError)
      return { status: 'no-bytes', detail: error.message };
    throw error;
  }
  return { status: 'hashed', sha256: bytesToHex(together.digest()), each };
}
