import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ratioOfRounds } from './compare.ts';

const medianMs = fc.double({ min: 0.1, max: 1e4, noNaN: true });
const rounds = fc.array(fc.tuple(medianMs, medianMs), { minLength: 3, maxLength: 10 });

describe('ratioOfRounds', () => {
  it('is the paired t-test on logarithms', () => {
    // Student's sleep data ("The probable error of a mean", Biometrika 6, 1908), extra hours of ten patients under two
    // drugs, here as logarithms: mean difference 1.58, t = 4.0621 with 9 degrees of freedom, p = 0.002833,
    // 95 % interval 0.7001142 to 2.4598858 (R: t.test(extra ~ group, paired = TRUE)).
    const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0].map(Math.exp);
    const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4].map(Math.exp);
    const compared = ratioOfRounds(first, second);
    expect(compared?.ratio).toBeCloseTo(Math.exp(1.58), 8);
    expect(Math.log(compared?.low ?? NaN)).toBeCloseTo(0.7001142, 6);
    expect(Math.log(compared?.high ?? NaN)).toBeCloseTo(2.4598858, 6);
    expect(compared?.pValue).toBeCloseTo(0.002833, 6);
  });

  it('says how many times faster a is', () => {
    expect(ratioOfRounds([2], [6])?.ratio).toBeCloseTo(3, 12);
  });

  it('pairs by round and leaves out rounds without both results', () => {
    const compared = ratioOfRounds([1, null, 2, 4, 5], [2, 100, 4, null]);
    expect(compared).toEqual({ ratio: expect.closeTo(2, 12), pairs: 2, low: null, high: null, pValue: null });
  });

  it('has no result without a shared round', () => {
    expect(ratioOfRounds([1, null], [null, 2])).toBeNull();
    expect(ratioOfRounds([], [])).toBeNull();
  });

  it('is certain where there is no spread', () => {
    const faster = ratioOfRounds([10, 10, 10], [20, 20, 20]);
    expect(faster).toEqual({
      ratio: faster?.ratio,
      low: faster?.ratio,
      high: faster?.ratio,
      pValue: 0,
      pairs: 3,
    });
    expect(faster?.ratio).toBeCloseTo(2, 12);
    expect(ratioOfRounds([3, 4, 5], [3, 4, 5])).toEqual({ ratio: 1, low: 1, high: 1, pValue: 1, pairs: 3 });
  });

  it('turns over when the cells change places', () => {
    fc.assert(
      fc.property(rounds, (pairs) => {
        const a = pairs.map(([first]) => first);
        const b = pairs.map(([, second]) => second);
        const there = ratioOfRounds(a, b);
        const back = ratioOfRounds(b, a);
        expect((there?.ratio ?? NaN) * (back?.ratio ?? NaN)).toBeCloseTo(1, 9);
        expect((there?.low ?? NaN) * (back?.high ?? NaN)).toBeCloseTo(1, 6);
        expect(back?.pValue).toBeCloseTo(there?.pValue ?? NaN, 9);
      }),
    );
  });

  it('widens its interval with the confidence', () => {
    fc.assert(
      fc.property(rounds, (pairs) => {
        const a = pairs.map(([first]) => first);
        const b = pairs.map(([, second]) => second);
        const usual = ratioOfRounds(a, b, 0.95);
        const wide = ratioOfRounds(a, b, 0.99);
        expect(wide?.low).toBeLessThanOrEqual(usual?.low ?? NaN);
        expect(wide?.high).toBeGreaterThanOrEqual(usual?.high ?? NaN);
      }),
    );
  });

  it('throws on a time that has no logarithm and on a confidence that is none', () => {
    expect(() => ratioOfRounds([0], [1])).toThrow(RangeError);
    expect(() => ratioOfRounds([1], [1], 1)).toThrow(RangeError);
  });
});
