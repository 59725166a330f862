import { expect, test } from 'vitest';
import { readRange } from './static-requests.ts';

test.each([
  ['bytes=0-9', { first: 0, last: 9 }],
  ['bytes=90-', { first: 90, last: 99 }],
  ['bytes=-5', { first: 95, last: 99 }],
  ['bytes=-500', { first: 0, last: 99 }],
  ['bytes=5-3', undefined],
  ['bytes=-', undefined],
  ['bytes=0-1,4-5', undefined],
  ['lines=0-9', undefined],
  ['bytes=x-9', undefined],
] as const)('%s of 100 bytes', (header, expected) => {
  expect(readRange(header, 100)).toEqual(expected);
});

test('a range past the end, or an empty one, cannot be satisfied', () => {
  expect(readRange('bytes=100-', 100)?.first).toBe(100);
  expect(readRange('bytes=-0', 100)?.first).toBe(100);
});
