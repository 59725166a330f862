import { expect, test } from 'vitest';
import { comparisonAddress, runsOfFragment } from './comparison-link.ts';

test('chosen runs survive the address', () => {
  const ids = ['0d1c7a1e-6a5e', 'odd, id & more'];
  expect(runsOfFragment(new URL(comparisonAddress(ids), 'http://localhost').hash)).toEqual(ids);
});

test.each(['', '#', '#plan=%7B%7D', '#runs=', '#runs=%E0%A4%A'])('%j chooses nothing', (fragment) => {
  expect(runsOfFragment(fragment)).toEqual([]);
});
