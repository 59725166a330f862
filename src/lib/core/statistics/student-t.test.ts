import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { studentTCumulative, studentTQuantile, studentTTwoSidedP } from './student-t.ts';

const degrees = fc.integer({ min: 1, max: 200 });

/** Relative error, so that far tails are held to as many digits as the middle. */
function expectRelative(actual: number, expected: number, tolerance = 1e-11) {
  expect(Math.abs(actual / expected - 1)).toBeLessThan(tolerance);
}

describe('studentTQuantile', () => {
  // NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.6.7.2: upper critical values of Student's t.
  it.each([
    [0.975, 1, 12.706],
    [0.975, 2, 4.303],
    [0.975, 4, 2.776],
    [0.975, 9, 2.262],
    [0.9, 5, 1.476],
    [0.95, 5, 2.015],
    [0.99, 10, 2.764],
    [0.995, 7, 3.499],
    [0.999, 10, 4.144],
    [0.975, 100, 1.984],
  ])(
    'at %d with %d degrees of freedom is %d, as tabled by NIST',
    (probability, degreesOfFreedom, expected) => {
      expect(studentTQuantile(probability, degreesOfFreedom)).toBeCloseTo(expected, 3);
    },
  );

  it.each([1e-300, 1e-100, 1e-12, 0.025, 0.3, 0.4999])(
    'is Cauchy’s with 1 degree of freedom at %d',
    (probability) => {
      expectRelative(studentTQuantile(probability, 1), -1 / Math.tan(Math.PI * probability));
    },
  );

  it.each([1e-300, 1e-12, 0.025, 0.3, 0.4999])(
    'has its closed form with 2 degrees of freedom at %d',
    (probability) => {
      const expected = (2 * (probability - 0.5)) / Math.sqrt(2 * probability * (1 - probability));
      expectRelative(studentTQuantile(probability, 2), expected);
    },
  );

  it('inverts the cumulative distribution', () => {
    fc.assert(
      fc.property(
        degrees,
        fc.double({ min: 1e-12, max: 0.5, noNaN: true }),
        (degreesOfFreedom, probability) => {
          const t = studentTQuantile(probability, degreesOfFreedom);
          expectRelative(studentTCumulative(t, degreesOfFreedom), probability);
        },
      ),
    );
  });

  it('is antisymmetric about one half', () => {
    fc.assert(
      fc.property(degrees, fc.integer({ min: 1, max: 1023 }), (degreesOfFreedom, part) => {
        // Parts of 1024 have an exact complement.
        const upper = studentTQuantile(1 - part / 1024, degreesOfFreedom);
        expect(upper + studentTQuantile(part / 1024, degreesOfFreedom)).toBe(0);
      }),
    );
  });

  it('reaches infinity at certainty', () => {
    expect(studentTQuantile(0, 3)).toBe(-Infinity);
    expect(studentTQuantile(1, 3)).toBe(Infinity);
  });

  it.each([
    [-0.1, 3],
    [1.1, 3],
    [NaN, 3],
    [0.9, 0],
    [0.9, Infinity],
    [0.9, NaN],
  ])('throws at %d with %d degrees of freedom', (probability, degreesOfFreedom) => {
    expect(() => studentTQuantile(probability, degreesOfFreedom)).toThrow(RangeError);
  });
});

describe('studentTTwoSidedP', () => {
  it.each([1e-9, 0.1, 1, 1.5, 30, 1e8, 1e150])(
    'is (2/π)·arctan(1/t) with 1 degree of freedom at t = %d',
    (t) => {
      expectRelative(studentTTwoSidedP(t, 1), (2 / Math.PI) * Math.atan(1 / t));
    },
  );

  it.each([0.1, 1, 4.303, 30, 1e8])('has its closed form with 2 degrees of freedom at t = %d', (t) => {
    const root = Math.sqrt(2 + t * t); // 1 − t/√(2 + t²), without the cancellation
    expectRelative(studentTTwoSidedP(t, 2), 2 / (root * (root + t)));
  });

  // Abramowitz & Stegun 26.7.4: with 4 degrees of freedom and sin θ = t/√(4 + t²), P(|T| ≤ t) = sin θ·(1 + ½·cos² θ).
  it.each([0.1, 1, 2.776, 8])('has its closed form with 4 degrees of freedom at t = %d', (t) => {
    const sine = t / Math.sqrt(4 + t * t);
    expectRelative(1 - studentTTwoSidedP(t, 4), sine * (1 + (1 - sine * sine) / 2));
  });

  // Digits computed with mpmath 1.3 at 60 digits: betainc(df/2, 1/2, 0, df/(df + t²), regularized=True).
  it.each([
    [2.5, 3, 0.08770664700806555],
    [0.3, 7, 0.7728900504021343],
    [12, 9, 7.699886222985652e-7],
    [40, 19, 8.30775719933843e-20],
    [3, 250, 0.002972662091177655],
    [35, 100, 6.408456293611238e-58],
  ])('at t = %d with %d degrees of freedom is %d', (t, degreesOfFreedom, expected) => {
    expectRelative(studentTTwoSidedP(t, degreesOfFreedom), expected);
  });

  it('falls as t grows and does not see its sign', () => {
    fc.assert(
      fc.property(degrees, fc.double({ min: 0, max: 30, noNaN: true }), (degreesOfFreedom, t) => {
        const p = studentTTwoSidedP(t, degreesOfFreedom);
        expect(studentTTwoSidedP(t + 0.01, degreesOfFreedom)).toBeLessThan(p);
        expect(studentTTwoSidedP(-t, degreesOfFreedom)).toBe(p);
      }),
    );
  });

  it('is 1 at 0 and 0 at infinity', () => {
    expect(studentTTwoSidedP(0, 4)).toBe(1);
    expect(studentTTwoSidedP(Infinity, 4)).toBe(0);
  });
});

describe('studentTCumulative', () => {
  it('is one half at 0, and 0 and 1 at the ends', () => {
    expect(studentTCumulative(0, 4)).toBe(0.5);
    expect(studentTCumulative(-Infinity, 4)).toBe(0);
    expect(studentTCumulative(Infinity, 4)).toBe(1);
  });

  it('nears the normal distribution as degrees of freedom grow', () => {
    // Φ(1.959963984540054) = 0.975; the distance is of the order 1/degrees of freedom.
    expect(studentTCumulative(1.959963984540054, 1e7)).toBeCloseTo(0.975, 7);
  });

  it('adds up to 1 over both sides', () => {
    fc.assert(
      fc.property(degrees, fc.double({ min: -50, max: 50, noNaN: true }), (degreesOfFreedom, t) => {
        expect(
          studentTCumulative(t, degreesOfFreedom) + studentTCumulative(-t, degreesOfFreedom),
        ).toBeCloseTo(1, 14);
      }),
    );
  });
});
