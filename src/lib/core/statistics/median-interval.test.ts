import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { medianInterval } from './median-interval.ts';
import { median, sortSamples } from './samples.ts';

const oneTo = (count: number) => sortSamples(Array.from({ length: count }, (_, index) => index + 1));

describe('medianInterval', () => {
  it('does not exist under six samples', () => {
    expect(medianInterval(oneTo(5))).toBeNull();
    expect(medianInterval(oneTo(6))).toEqual({ low: 1, high: 6 });
  });

  // ⌊(n − 1.96·√n)/2⌋ by hand: (20 − 8.765)/2 = 5.6, (100 − 19.6)/2 = 40.2
  it.each([
    [20, 5, 16],
    [100, 40, 61],
  ])('of %d samples runs from rank %d to %d', (count, low, high) => {
    expect(medianInterval(oneTo(count))).toEqual({ low, high });
  });

  it('covers the median with at least 95 % at every size, by the binomial distribution', () => {
    for (let count = 6; count <= 200; count++) {
      const interval = medianInterval(oneTo(count));
      // The median of the population lies below rank j when at most j − 1 samples are below it, and so above.
      expect(1 - 2 * binomialHalf(count, (interval?.low ?? 0) - 1)).toBeGreaterThanOrEqual(0.95);
    }
  });

  it('contains the median and does not depend on the order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 6 }), (values) => {
        const samples = sortSamples(values);
        const interval = medianInterval(samples);
        expect(interval?.low).toBeLessThanOrEqual(median(samples));
        expect(interval?.high).toBeGreaterThanOrEqual(median(samples));
        expect(medianInterval(sortSamples([...values].reverse()))).toEqual(interval);
      }),
    );
  });
});

/** P(X ≤ most) for X ~ Binomial(count, ½) */
function binomialHalf(count: number, most: number): number {
  let term = 0.5 ** count;
  let sum = 0;
  for (let hits = 0; hits <= most; hits++) {
    sum += term;
    term *= (count - hits) / (hits + 1);
  }
  return sum;
}
