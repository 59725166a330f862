const mostTerms = 100_000;

/**
 * The continued fraction of the regularised incomplete beta function, so that
 * I_x(a, b) = x^a·(1 − x)^b / (a·B(a, b)) · fraction (NIST Digital Library of Mathematical Functions, 8.17.22), evaluated
 * from the front by Lentz's method as modified by Thompson & Barnett (J. Comput. Phys. 64, 1986, 490–509).
 * It converges quickly for x < (a + 1)/(a + b + 2); beyond, use I_x(a, b) = 1 − I_{1−x}(b, a).
 */
export function betaContinuedFraction(x: number, a: number, b: number): number {
  let denominator = 1;
  let ratioAbove = 1;
  let ratioBelow = 0;
  for (let term = 1; term <= mostTerms; term++) {
    const half = Math.floor(term / 2);
    const coefficient =
      term % 2 === 1
        ? (-(a + half) * (a + b + half) * x) / ((a + 2 * half) * (a + 2 * half + 1))
        : (half * (b - half) * x) / ((a + 2 * half - 1) * (a + 2 * half));
    ratioBelow = 1 / awayFromZero(1 + coefficient * ratioBelow);
    ratioAbove = awayFromZero(1 + coefficient / ratioAbove);
    const change = ratioAbove * ratioBelow;
    denominator *= change;
    if (Math.abs(change - 1) < 2 * Number.EPSILON) return 1 / denominator;
  }
  throw new RangeError(`The incomplete beta function did not converge at x=${x}, a=${a}, b=${b}.`);
}

function awayFromZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value;
}

/**
 * ln(Γ(a + ½)/Γ(a)) for a > 0, to about 1e-15; B(a, ½) = √π·Γ(a)/Γ(a + ½).
 * Taking the difference of two logarithms of Γ instead would lose digits as `a` grows.
 * Source: the expansion of ln Γ(w + c) in powers of 1/w (NIST DLMF 5.11.8) at w = a − ¼ with c = ¾ and c = ¼; the odd
 * powers cancel and leave ½·ln w − Σ E_2k/(k·4^(2k+1)·w^(2k)) with Euler numbers E. Below a = 17 the recurrence of Γ
 * leads up to where five terms are enough.
 */
export function logGammaRatioOfHalf(a: number): number {
  let shift = 1;
  let shifted = a;
  for (; shifted < 17; shifted++) shift *= shifted / (shifted + 0.5);
  const w = shifted - 0.25;
  const inverseSquare = 1 / (w * w);
  const series =
    inverseSquare *
    (1 / 64 -
      inverseSquare *
        (5 / 2048 -
          inverseSquare *
            (61 / 49152 - inverseSquare * (1385 / 1048576 - (inverseSquare * 50521) / 20971520))));
  return Math.log(shift) + 0.5 * Math.log(w) + series;
}
