import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countFarOutliers,
  maximum,
  mean,
  median,
  medianAbsoluteDeviation,
  minimum,
  quantile,
  sortSamples,
} from './samples.ts';

const times = fc.array(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('sortSamples', () => {
  it('sorts by value, not by text, and leaves its argument alone', () => {
    const values = [10, 9, 100];
    expect(sortSamples(values)).toEqual([9, 10, 100]);
    expect(values).toEqual([10, 9, 100]);
  });

  it.each([[[]], [[1, NaN]], [[Infinity]]])('throws on %j', (values) => {
    expect(() => sortSamples(values)).toThrow(RangeError);
  });
});

describe('quantile', () => {
  // R 4: quantile(1:10, c(0.25, 0.5, 0.9), type = 7) gives 3.25, 5.50, 9.10; also NumPy's percentile.
  it.each([
    [0, 1],
    [0.25, 3.25],
    [0.5, 5.5],
    [0.9, 9.1],
    [1, 10],
  ])('at %d of 1 to 10 is %d, as in R', (probability, expected) => {
    const oneToTen = sortSamples([10, 1, 9, 2, 8, 3, 7, 4, 6, 5]);
    expect(quantile(oneToTen, probability)).toBeCloseTo(expected, 12);
  });

  it('grows with its probability and stays within the samples', () => {
    fc.assert(
      fc.property(times, share, share, (values, first, second) => {
        const samples = sortSamples(values);
        const low = quantile(samples, Math.min(first, second));
        const high = quantile(samples, Math.max(first, second));
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(minimum(samples));
        expect(high).toBeLessThanOrEqual(maximum(samples));
      }),
    );
  });

  it.each([-0.1, 1.1, NaN])('throws at %d', (probability) => {
    expect(() => quantile(sortSamples([1]), probability)).toThrow(RangeError);
  });
});

describe('median and median absolute deviation', () => {
  it('are 2 and 1 for 1, 1, 2, 2, 4, 6, 9', () => {
    const samples = sortSamples([9, 1, 2, 6, 1, 4, 2]);
    expect(median(samples)).toBe(2);
    expect(medianAbsoluteDeviation(samples)).toBe(1);
  });

  it('do not depend on the order of the samples', () => {
    fc.assert(
      fc.property(times, (values) => {
        const forward = sortSamples(values);
        const backward = sortSamples([...values].reverse());
        expect(median(backward)).toBe(median(forward));
        expect(medianAbsoluteDeviation(backward)).toBe(medianAbsoluteDeviation(forward));
      }),
    );
  });

  it('scale with the unit', () => {
    fc.assert(
      fc.property(times, (values) => {
        // A power of two, so that scaling itself does not round.
        const samples = sortSamples(values);
        const scaled = sortSamples(values.map((value) => value * 1024));
        expect(median(scaled)).toBe(median(samples) * 1024);
        expect(medianAbsoluteDeviation(scaled)).toBe(medianAbsoluteDeviation(samples) * 1024);
      }),
    );
  });
});

describe('mean', () => {
  it('is exact for equal values', () => {
    expect(mean([0.1, 0.1, 0.1])).toBe(0.1);
  });

  it('is 3.5 for 1, 2, 4, 7', () => {
    expect(mean([1, 2, 4, 7])).toBe(3.5);
  });

  it('throws without values', () => {
    expect(() => mean([])).toThrow(RangeError);
  });
});

describe('countFarOutliers', () => {
  it('counts what lies beyond Q3 + 3·IQR, and not what lies on it', () => {
    // Quartiles of 1, 1, 2, 2, 2, 3, 3 and one stray are 1.75 and 3 (type 7), so the fence is at 6.75.
    const usual = [1, 1, 2, 2, 2, 3, 3];
    expect(countFarOutliers(sortSamples([...usual, 6.75]))).toBe(0);
    expect(countFarOutliers(sortSamples([...usual, 6.76]))).toBe(1);
  });

  it('does not count fast strays', () => {
    expect(countFarOutliers(sortSamples([0.001, 10, 10, 10, 11, 11, 11, 12]))).toBe(0);
  });
});
