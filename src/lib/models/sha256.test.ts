import { expect, test } from 'vitest';
import { bytesOf } from './small-models.test-data.ts';
import { sha256Hex, sha256HexWithoutBrowser } from './sha256.ts';

// FIPS 180-4 examples.
test.each([
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
])('SHA-256 of %j, with the browser and without', async (text, digest) => {
  expect(await sha256Hex(bytesOf(text))).toBe(digest);
  expect(await sha256HexWithoutBrowser(bytesOf(text))).toBe(digest);
});
