import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ratioOfIndependentRounds } from './compare-runs.ts';
import { seededNormals } from './seeded-normals.test-data.ts';

const medians = fc.array(fc.double({ min: 0.1, max: 1e4, noNaN: true }), { minLength: 3, maxLength: 10 });

describe('ratioOfIndependentRounds', () => {
  it('is Welch’s t-test on logarithms', () => {
    // Student's sleep data (Biometrika 6, 1908), taken as two independent groups as in R's own example of t.test, here
    // as logarithms: R's t.test(extra ~ group, data = sleep) gives t = -1.8608, df = 17.776, p-value = 0.07939 and the
    // 95 % interval -3.3654832 to 0.2054832 of the first mean less the second.
    const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0].map(Math.exp);
    const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4].map(Math.exp);
    const compared = ratioOfIndependentRounds(second, first);
    expect(Math.log(compared?.ratio ?? NaN)).toBeCloseTo(0.75 - 2.33, 9);
    expect(Math.log(compared?.low ?? NaN)).toBeCloseTo(-3.3654832, 6);
    expect(Math.log(compared?.high ?? NaN)).toBeCloseTo(0.2054832, 6);
    expect(compared?.pValue).toBeCloseTo(0.07939, 5);
  });

  it('takes the degrees of freedom of the sample that spreads when the other does not', () => {
    // One-sample t of 1, 2, 3 (mean 2, standard error 1/√3) with 2 degrees of freedom: t0.975 = 4.3026527.
    const compared = ratioOfIndependentRounds([1, 1, 1], [1, 2, 3].map(Math.exp));
    expect(Math.log(compared?.high ?? NaN)).toBeCloseTo(2 + 4.3026527 / Math.sqrt(3), 6);
  });

  it('has no interval under three rounds on either side, and nothing without rounds', () => {
    const few = ratioOfIndependentRounds([1, 1], [2, 2, 2, 2]);
    expect(few).toEqual({ ratio: expect.closeTo(2, 12) as number, low: null, high: null, pValue: null });
    expect(ratioOfIndependentRounds([], [1])).toBeNull();
  });

  it('is certain where there is no spread', () => {
    expect(ratioOfIndependentRounds([3, 3, 3], [3, 3, 3])).toEqual({ ratio: 1, low: 1, high: 1, pValue: 1 });
    expect(ratioOfIndependentRounds([1, 1, 1], [2, 2, 2])?.pValue).toBe(0);
  });

  it('turns over when the runs change places, and does not mind the order of rounds', () => {
    fc.assert(
      fc.property(medians, medians, (a, b) => {
        const there = ratioOfIndependentRounds(a, b.toReversed());
        const back = ratioOfIndependentRounds(b, a);
        expect((there?.ratio ?? NaN) * (back?.ratio ?? NaN)).toBeCloseTo(1, 9);
        expect((there?.low ?? NaN) * (back?.high ?? NaN)).toBeCloseTo(1, 6);
        expect(back?.pValue).toBeCloseTo(there?.pValue ?? NaN, 9);
      }),
    );
  });

  it('covers the true ratio as often as it says, with few rounds and unequal spreads', () => {
    const normal = seededNormals(7);
    const trials = 4000;
    let covered = 0;
    for (let trial = 0; trial < trials; trial++) {
      const a = Array.from({ length: 5 }, () => 10 * Math.exp(0.02 * normal()));
      const b = Array.from({ length: 8 }, () => 12 * Math.exp(0.05 * normal()));
      const compared = ratioOfIndependentRounds(a, b);
      if ((compared?.low ?? NaN) <= 1.2 && 1.2 <= (compared?.high ?? NaN)) covered++;
    }
    // Four standard errors of a share of 0.95 are 0.0138.
    expect(Math.abs(covered / trials - 0.95)).toBeLessThan(0.014);
  });

  it('throws on a time that has no logarithm and on a confidence that is none', () => {
    expect(() => ratioOfIndependentRounds([0], [1])).toThrow(RangeError);
    expect(() => ratioOfIndependentRounds([1], [1], 1)).toThrow(RangeError);
  });
});
