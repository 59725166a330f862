import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateFromRounds } from './rounds.ts';
import { seededNormals } from './seeded-normals.test-data.ts';

const medians = fc.array(fc.double({ min: 0.1, max: 1e4, noNaN: true }), { minLength: 3, maxLength: 10 });

describe('estimateFromRounds', () => {
  it('has no interval under three rounds', () => {
    expect(estimateFromRounds([5])).toEqual({
      median: expect.closeTo(5, 12),
      interval: null,
      relativeHalfWidth: null,
    });
    const two = estimateFromRounds([4, 9]);
    expect(two.median).toBeCloseTo(6, 12);
    expect(two.interval).toBeNull();
  });

  it('is the geometric mean with a t interval on the logarithms', () => {
    // ln: −0.1, 0, 0.1 about ln 10, so s = 0.1 and the half-width is t·0.1/√3; with 2 degrees of freedom t has the
    // closed form (2p − 1)/√(2p(1 − p)), here 4.3027.
    const estimate = estimateFromRounds([10 * Math.exp(-0.1), 10, 10 * Math.exp(0.1)]);
    const halfWidth = ((0.95 / Math.sqrt(2 * 0.975 * 0.025)) * 0.1) / Math.sqrt(3);
    expect(estimate.median).toBeCloseTo(10, 10);
    expect(estimate.interval?.low).toBeCloseTo(10 * Math.exp(-halfWidth), 10);
    expect(estimate.interval?.high).toBeCloseTo(10 * Math.exp(halfWidth), 10);
    expect(estimate.relativeHalfWidth).toBeCloseTo(Math.sinh(halfWidth), 12);
  });

  it('collapses when every round is the same', () => {
    const { median, interval, relativeHalfWidth } = estimateFromRounds([3.3, 3.3, 3.3]);
    expect(interval).toEqual({ low: median, high: median });
    expect(relativeHalfWidth).toBe(0);
  });

  it('contains its median, lies between the extremes and does not depend on the order', () => {
    fc.assert(
      fc.property(medians, (values) => {
        const { median, interval } = estimateFromRounds(values);
        expect(interval?.low).toBeLessThanOrEqual(median);
        expect(interval?.high).toBeGreaterThanOrEqual(median);
        expect(median).toBeGreaterThanOrEqual(Math.min(...values) * (1 - 1e-12));
        expect(median).toBeLessThanOrEqual(Math.max(...values) * (1 + 1e-12));
        expect(estimateFromRounds([...values].reverse()).median / median).toBeCloseTo(1, 12);
      }),
    );
  });

  const nearly = (wanted: number | null) => (value: number | null) =>
    value !== null && wanted !== null && Math.abs(value - wanted) <= 1e-9 * Math.abs(wanted) + 1e-12;

  it('scales with the unit', () => {
    fc.assert(
      fc.property(medians, (values) => {
        const inMilliseconds = estimateFromRounds(values);
        const inMicroseconds = estimateFromRounds(values.map((value) => value * 1000));
        expect(inMicroseconds.median / inMilliseconds.median).toBeCloseTo(1000, 8);
        expect(inMicroseconds.relativeHalfWidth).toSatisfy(nearly(inMilliseconds.relativeHalfWidth));
      }),
    );
  });

  it.each([[[]], [[1, 0, 2]], [[1, NaN, 2]], [[-1]]])('throws on %j', (values) => {
    expect(() => estimateFromRounds(values)).toThrow(RangeError);
  });

  it('covers the truth about 95 times in 100 when sessions differ by 2 %', () => {
    const normal = seededNormals(20261101);
    const simulations = 2000;
    let covered = 0;
    for (let simulation = 0; simulation < simulations; simulation++) {
      const { interval } = estimateFromRounds(Array.from({ length: 5 }, () => 8 * Math.exp(0.02 * normal())));
      if (interval !== null && interval.low <= 8 && interval.high >= 8) covered++;
    }
    // The standard error of the share is 0.5 %.
    expect(covered / simulations).toBeGreaterThan(0.935);
    expect(covered / simulations).toBeLessThan(0.965);
  });
});
