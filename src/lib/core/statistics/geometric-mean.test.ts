import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { geometricMeans } from './geometric-mean.ts';

const times = fc.array(fc.double({ min: 1e-3, max: 1e5, noNaN: true }), { minLength: 4, maxLength: 4 });

test('is the root of the product', () => {
  expect(
    geometricMeans([
      [1, 2],
      [4, 8],
      [2, 4],
    ]).map((mean) => mean ** 3),
  ).toEqual([expect.closeTo(8, 9), expect.closeTo(64, 9)]);
});

test('leaves out the places that a series lacks', () => {
  expect(
    geometricMeans([
      [3, 3, null, 3],
      [12, null, 12, 12],
    ]),
  ).toEqual([expect.closeTo(6, 9), expect.closeTo(6, 9)]);
  expect(geometricMeans([[3], []])).toEqual([]);
  expect(geometricMeans([])).toEqual([]);
});

test('the mean of ratios is the ratio of means, whatever the units', () => {
  fc.assert(
    fc.property(times, times, times, (a, b, c) => {
      const [ofA = NaN] = geometricMeans(a.map((value) => [value]));
      const [ofB = NaN] = geometricMeans(b.map((value) => [value]));
      const [ofRatios = NaN] = geometricMeans(a.map((value, index) => [value / (b[index] ?? NaN)]));
      expect(ofRatios / (ofA / ofB)).toBeCloseTo(1, 9);
      const scaled = (values: number[]) =>
        geometricMeans(values.map((value, index) => [value * (c[index] ?? NaN)]))[0] ?? NaN;
      expect(scaled(a) / scaled(b) / (ofA / ofB)).toBeCloseTo(1, 9);
    }),
  );
});

test('refuses what has no logarithm', () => {
  expect(() => geometricMeans([[0]])).toThrow(RangeError);
});
