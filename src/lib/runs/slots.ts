import { boardKeyOfDigest } from '#lib/core/results/submission-board.ts';

/**
 * How a browser names itself on a board: HMAC-SHA-256 of the board's key with the browser's secret. The same on one
 * board every time, so that its latest result replaces the one before; and on two boards two names that nobody can
 * link without the secret.
 */
export async function slotMaker(secret: string): Promise<(board: string) => string> {
  const [{ sha256 }, { hmac }, { bytesToHex, hexToBytes, utf8ToBytes }] = await Promise.all([
    import('@noble/hashes/sha2.js'),
    import('@noble/hashes/hmac.js'),
    import('@noble/hashes/utils.js'),
  ]);
  return (board) => {
    const key = boardKeyOfDigest(bytesToHex(sha256(utf8ToBytes(board))));
    return bytesToHex(hmac(sha256, hexToBytes(secret), utf8ToBytes(key)));
  };
}

/** SHA-256 of a text, in hexadecimal. */
export async function digestOf(text: string): Promise<string> {
  const [{ sha256 }, { bytesToHex, utf8ToBytes }] = await Promise.all([
    import('@noble/hashes/sha2.js'),
    import('@noble/hashes/utils.js'),
  ]);
  return bytesToHex(sha256(utf8ToBytes(text)));
}
