import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeFloat16, float16Bits } from './float16.ts';

test.each([
  [0, 0x0000],
  [-0, 0x8000],
  [1, 0x3c00],
  [-2, 0xc000],
  [65504, 0x7bff],
  [65519.99, 0x7bff],
  [65520, 0x7c00],
  [-Infinity, 0xfc00],
  [NaN, 0x7e00],
  [2 ** -14, 0x0400],
  [2 ** -24, 0x0001],
  [2 ** -25, 0x0000],
  [1.5 * 2 ** -24, 0x0002],
  [1.01 * 2 ** -25, 0x0001],
  // Half way between two halves: to the even one.
  [1 + 2 ** -11, 0x3c00],
  [1 + 3 * 2 ** -11, 0x3c02],
  [2 - 2 ** -12, 0x4000],
])('%s is %i', (value, bits) => expect(float16Bits(value)).toBe(bits));

/** The value of a finite pattern, by the definition of IEEE 754. */
function halfValue(bits: number): number {
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  const magnitude = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
  return bits >= 0x8000 ? -magnitude : magnitude;
}

test('every finite pattern is its own nearest', () => {
  const finite = Array.from({ length: 0x10000 }, (_, bits) => bits).filter(
    (bits) => (bits & 0x7c00) !== 0x7c00,
  );
  expect(finite.filter((bits) => float16Bits(halfValue(bits)) !== bits)).toEqual([]);
});

test('no other half is nearer', () => {
  fc.assert(
    fc.property(fc.float({ min: -65504, max: 65504, noNaN: true }), (value) => {
      const bits = float16Bits(value) & 0x7fff;
      const distance = Math.abs(halfValue(bits) - Math.abs(value));
      for (const other of [bits - 1, bits + 1])
        if (other >= 0 && other < 0x7c00)
          expect(Math.abs(halfValue(other) - Math.abs(value))).toBeGreaterThanOrEqual(distance);
    }),
  );
});

test('decoding is the definition, for every pattern', () => {
  const patterns = Uint16Array.from({ length: 0x10000 }, (_, bits) => bits);
  const decoded = decodeFloat16(patterns);
  expect(decoded[0x7c00]).toBe(Infinity);
  expect(decoded[0xfc00]).toBe(-Infinity);
  expect(decoded[0x7e00]).toBeNaN();
  const finite = [...patterns].filter((bits) => (bits & 0x7c00) !== 0x7c00);
  expect(finite.filter((bits) => decoded[bits] !== halfValue(bits))).toEqual([]);
});
