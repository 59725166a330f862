import { describe, expect, it } from 'vitest';
import { betaContinuedFraction, logGammaRatioOfHalf } from './incomplete-beta.ts';

describe('logGammaRatioOfHalf', () => {
  it('is exact where Γ is known: Γ(1)/Γ(½) = 1/√π and Γ(3/2)/Γ(1) = √π/2', () => {
    expect(logGammaRatioOfHalf(0.5)).toBeCloseTo(-0.5 * Math.log(Math.PI), 14);
    expect(logGammaRatioOfHalf(1)).toBeCloseTo(0.5 * Math.log(Math.PI) - Math.LN2, 14);
  });

  it.each([0.7, 16.5, 17, 40, 1e6])('keeps Γ(a + ½)/Γ(a) · Γ(a + 1)/Γ(a + ½) = a at a = %d', (a) => {
    expect(logGammaRatioOfHalf(a) + logGammaRatioOfHalf(a + 0.5)).toBeCloseTo(Math.log(a), 13);
  });
});

describe('betaContinuedFraction', () => {
  it('gives I_x(a, 1) = x^a', () => {
    // B(a, 1) = 1/a, so the fraction times (1 − x) is 1.
    expect(betaContinuedFraction(0.3, 2.5, 1) * 0.7).toBeCloseTo(1, 14);
  });

  it('gives I_x(2, 2) = x²·(3 − 2x)', () => {
    // B(2, 2) = 1/6: I = 3·x²·(1 − x)²·fraction
    const x = 0.4;
    expect(3 * x ** 2 * (1 - x) ** 2 * betaContinuedFraction(x, 2, 2)).toBeCloseTo(x ** 2 * (3 - 2 * x), 14);
  });
});
