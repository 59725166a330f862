/**
 * SHA-256 in hexadecimal. Browsers offer their own only in secure contexts; on a page opened over plain HTTP from
 * another machine (http://192.168.…, a phone on the desk) a library takes its place, loaded only then.
 */
export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  if (!('subtle' in globalThis.crypto)) return sha256HexWithoutBrowser(bytes);
  return hexadecimal(new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bytes)));
}

/** The same by the library alone. */
export async function sha256HexWithoutBrowser(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const { sha256 } = await import('@noble/hashes/sha2.js');
  return hexadecimal(sha256(bytes));
}

function hexadecimal(digest: Uint8Array): string {
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
