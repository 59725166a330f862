import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatIn, localeOf, type Digits } from './number-format.ts';

test('numbers are written as in the visitor’s language, in Latin digits', () => {
  const write = (language: string) => formatIn(() => localeOf(language), { fraction: 1 })(1234.5);
  expect(write('en-US')).toBe('1,234.5');
  expect(write('en-GB')).toBe('1,234.5');
  expect(write('de-DE')).toBe('1.234,5');
  expect(write('ar-EG')).toMatch(/^1.234.5$/);
  expect(write('fa')).toMatch(/1\D?234\D5/);
});

test('a language that is none is taken for English', () => {
  expect(localeOf('not a language')).toBe('en');
});

const kinds: readonly (readonly [Digits, Intl.NumberFormatOptions])[] = [
  [{ fraction: 0 }, { maximumFractionDigits: 0 }],
  [{ fraction: 2 }, { minimumFractionDigits: 2, maximumFractionDigits: 2 }],
  [{ significant: 3 }, { minimumSignificantDigits: 3, maximumSignificantDigits: 3 }],
  [{ significantAtMost: 4 }, { maximumSignificantDigits: 4 }],
];
const anyNumber = fc.oneof(
  fc.double({ min: 0, max: 1e15, noNaN: true }),
  fc.double({ min: 0, max: 2000, noNaN: true }),
  fc.integer({ min: 0, max: 10_000_000 }),
  // Halves, on which rounding decides.
  fc.integer({ min: 0, max: 2_000_000 }).map((value) => value / 8),
  fc.constantFrom(0, -0, 1e-7, 5e-5, 999.5, 999.95, 1e15, 1e21, NaN, Infinity, -1, -1234.5, -0.001),
);

test.each(kinds)('in English %o is what Intl writes with %o', (digits, options) => {
  const own = formatIn(() => 'en', digits);
  fc.assert(
    fc.property(anyNumber, (value) => {
      const isPlain = value === 0 || (value > 1e-30 && value <= 1e15);
      // All digits of the double, which may be text only; and a zero without its sign.
      const exact = isPlain ? (value.toFixed(100) as `${number}`) : value;
      expect(own(value)).toBe(new Intl.NumberFormat('en', options).format(exact));
    }),
    { numRuns: 2000 },
  );
});
