import { expect, test } from 'vitest';
import { localeOf } from './number-locale.ts';

test('numbers are written as in the visitor’s language, in Latin digits', () => {
  const write = (language: string) => new Intl.NumberFormat(localeOf(language)).format(1234.5);
  expect(write('en-US')).toBe('1,234.5');
  expect(write('de-DE')).toBe('1.234,5');
  expect(write('ar-EG')).toMatch(/^1.234.5$/);
  expect(write('fa')).toMatch(/1\D?234\D5/);
});

test('a language that is none is taken for English', () => {
  expect(localeOf('not a language')).toBe('en');
});
