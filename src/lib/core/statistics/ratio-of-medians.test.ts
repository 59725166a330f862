import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { medianInterval } from './median-interval.ts';
import { ratioOfMedians, type CrowdMedian } from './ratio-of-medians.ts';
import { quantile, sortSamples } from './samples.ts';
import { seededNormals } from './seeded-normals.test-data.ts';

function crowdOf(values: readonly number[]): CrowdMedian {
  const sorted = sortSamples(values);
  const interval = medianInterval(sorted);
  if (interval === null) throw new Error('too few');
  return { median: quantile(sorted, 0.5), ...interval, count: values.length };
}

const crowd = fc
  .tuple(fc.double({ min: 0.1, max: 1e4, noNaN: true }), fc.double({ min: 1, max: 3, noNaN: true }))
  .map(([median, factor]) => ({ median, low: median / factor, high: median * factor, count: 50 }));

describe('ratioOfMedians', () => {
  it('adds the errors of both logarithms as squares', () => {
    // ln 1.1² / (2·1.96) = 0.04863 for each; × √2 × t(0.975; 198) = 1.97202: 0.13562.
    const a = { median: 10, low: 10 / 1.1, high: 11, count: 100 };
    const { ratio, low, high } = ratioOfMedians(
      a,
      { ...a, median: 20, low: 20 / 1.1, high: 22 },
      { relativeError: 0 },
    );
    expect(ratio).toBeCloseTo(2, 10);
    expect(Math.log(high / 2)).toBeCloseTo(0.13562, 4);
    expect(Math.log(2 / low)).toBeCloseTo(0.13562, 4);
  });

  it('is one over the ratio the other way round', () => {
    fc.assert(
      fc.property(crowd, crowd, (a, b) => {
        const there = ratioOfMedians(a, b, { relativeError: 0.01 });
        const back = ratioOfMedians(b, a, { relativeError: 0.01 });
        expect(back.ratio * there.ratio).toBeCloseTo(1, 8);
        expect(back.low * there.high).toBeCloseTo(1, 8);
        expect(back.pValue).toBeCloseTo(there.pValue, 10);
        expect(there.pValue <= 0.05).toBe(there.low > 1 || there.high < 1);
      }),
    );
  });

  it('stays uncertain where bins hide every difference', () => {
    const a = { median: 10, low: 10, high: 10, count: 30 };
    expect(ratioOfMedians(a, a, { relativeError: 0 })).toEqual({ ratio: 1, low: 1, high: 1, pValue: 1 });
    const binned = ratioOfMedians(a, { ...a, median: 10.1, low: 10.1, high: 10.1 }, { relativeError: 0.01 });
    expect(binned.low).toBeLessThan(1);
  });

  it('holds the true ratio about 95 times in 100', () => {
    const normal = seededNormals(7);
    const skewed = (centre: number, spread: number, count: number) =>
      Array.from({ length: count }, () => centre * Math.exp(spread * normal()));
    let held = 0;
    for (let trial = 0; trial < 400; trial += 1) {
      const { low, high } = ratioOfMedians(crowdOf(skewed(10, 0.6, 40)), crowdOf(skewed(15, 0.3, 90)), {
        relativeError: 0,
      });
      if (low <= 1.5 && 1.5 <= high) held += 1;
    }
    // Ranks are rounded outwards, so it is a little more. Three standard errors of 400 trials are 3.3 %.
    expect(held / 400).toBeGreaterThan(0.92);
    expect(held / 400).toBeLessThan(0.99);
  });

  it('refuses what is no median', () => {
    const a = { median: 10, low: 9, high: 11, count: 30 };
    expect(() => ratioOfMedians({ ...a, median: 0 }, a, { relativeError: 0 })).toThrow(RangeError);
    expect(() => ratioOfMedians({ ...a, count: 1 }, a, { relativeError: 0 })).toThrow(RangeError);
    expect(() => ratioOfMedians(a, a, { relativeError: 0, confidence: 1 })).toThrow(RangeError);
  });
});
