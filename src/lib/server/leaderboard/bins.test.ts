import fc from 'fast-check';
import { expect, test } from 'vitest';
import { medianInterval } from '#lib/core/statistics/median-interval.ts';
import { quantile, sortSamples } from '#lib/core/statistics/samples.ts';
import { BinnedSamples, binOf, endsOfBin, valueOfBin } from './bins.ts';

const positive = fc.double({ min: 1e-6, max: 1e7, noNaN: true });
const closeness = 0.01 + 1e-9;

function binned(values: readonly number[]): BinnedSamples {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(binOf(value), (counts.get(binOf(value)) ?? 0) + 1);
  return new BinnedSamples([...counts].map(([bin, count]) => ({ bin, count })).sort((a, b) => a.bin - b.bin));
}

test('a bin stands for each of its values within 1 %', () => {
  fc.assert(
    fc.property(positive, (value) => {
      const bin = binOf(value);
      expect(Math.abs(valueOfBin(bin) - value) / value).toBeLessThanOrEqual(closeness);
      const { low, high } = endsOfBin(bin);
      expect(value).toBeGreaterThan(low * (1 - 1e-9));
      expect(value).toBeLessThanOrEqual(high * (1 + 1e-9));
    }),
  );
});

test('quantiles and the interval of the median are those of the values within 1 %', () => {
  fc.assert(
    fc.property(fc.array(positive, { minLength: 1, maxLength: 80 }), (values) => {
      const samples = binned(values);
      const sorted = sortSamples(values);
      for (const probability of [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1]) {
        const exact = quantile(sorted, probability);
        expect(Math.abs(samples.quantile(probability) - exact) / exact).toBeLessThanOrEqual(closeness);
      }
      const exact = medianInterval(sorted);
      const interval = samples.medianInterval();
      expect(interval === null).toBe(exact === null);
      if (exact === null || interval === null) return;
      expect(Math.abs(interval.low - exact.low) / exact.low).toBeLessThanOrEqual(closeness);
      expect(Math.abs(interval.high - exact.high) / exact.high).toBeLessThanOrEqual(closeness);
    }),
  );
});

test('the share above 1 is exact, 1 itself not being above', () => {
  expect(binned([0.5, 0.999, 1, 1.001, 2]).shareAboveOne()).toBe(0.4);
});

test('a histogram holds everything in at most as many bars as it may have', () => {
  fc.assert(
    fc.property(
      fc.array(positive, { minLength: 1, maxLength: 80 }),
      fc.integer({ min: 1, max: 70 }),
      (values, limit) => {
        const bars = binned(values).histogram(limit);
        expect(bars.length).toBeLessThanOrEqual(limit);
        expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
      },
    ),
  );
});
