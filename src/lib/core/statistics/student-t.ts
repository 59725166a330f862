import { betaContinuedFraction, logGammaRatioOfHalf } from './incomplete-beta.ts';

/**
 * Student's t distribution through the regularised incomplete beta function:
 * P(|T| > t) = I_x(ν/2, ½) with x = ν/(ν + t²) (Abramowitz & Stegun 26.7.1 and 26.5.27).
 * Relative accuracy about 1e-12 for ν up to a thousand, far tails included.
 */

/**
 * P(T ≤ t).
 * @param t any number, ±Infinity included
 * @param degreesOfFreedom finite, above 0; need not be whole
 * @throws {RangeError} on NaN or bad degrees of freedom
 */
export function studentTCumulative(t: number, degreesOfFreedom: number): number {
  requireArguments(t, degreesOfFreedom);
  const logT = Math.log(Math.abs(t));
  if (t < 0) return Math.exp(logTailShare(logT, degreesOfFreedom)) / 2;
  return 0.5 + Math.exp(logCentralShare(logT, degreesOfFreedom)) / 2;
}

/**
 * P(|T| > |t|): the two-sided p-value of an observed t. Keeps its digits however small it is.
 * @throws {RangeError} on NaN or bad degrees of freedom
 */
export function studentTTwoSidedP(t: number, degreesOfFreedom: number): number {
  requireArguments(t, degreesOfFreedom);
  return Math.exp(logTailShare(Math.log(Math.abs(t)), degreesOfFreedom));
}

/**
 * The t with P(T ≤ t) = probability; ∓Infinity at 0 and 1.
 * @throws {RangeError} when `probability` is outside [0, 1], or on bad degrees of freedom
 */
export function studentTQuantile(probability: number, degreesOfFreedom: number): number {
  requireArguments(probability, degreesOfFreedom);
  if (probability < 0 || probability > 1) throw new RangeError(`${probability} is not a probability.`);
  if (probability === 0.5) return 0;
  const tailShare = 2 * Math.min(probability, 1 - probability);
  if (tailShare === 0) return probability === 0 ? -Infinity : Infinity;
  const centralShare = Math.abs(2 * probability - 1);
  const magnitude = Math.exp(
    tailShare < 0.5
      ? solveByNewton(0, Math.log(tailShare), -1, (logT) => logTailShare(logT, degreesOfFreedom))
      : solveByNewton(
          // The density is highest at 0, so this start lies left of the solution.
          Math.log(centralShare / 2) - logDensity(-Infinity, degreesOfFreedom),
          Math.log(centralShare),
          1,
          (logT) => logCentralShare(logT, degreesOfFreedom),
        ),
  );
  return probability < 0.5 ? -magnitude : magnitude;

  /**
   * Newton's method on ln(share) as a function of ln t. Both shares are log-concave there (ln T² is Fisher's z, whose
   * density is log-concave), so from the second step on the iteration runs to the solution from one side and needs no
   * bracket; working in ln t keeps an overshoot from overflowing.
   */
  function solveByNewton(
    start: number,
    logTarget: number,
    direction: 1 | -1,
    logShare: (logT: number) => number,
  ): number {
    let logT = start;
    for (let iteration = 0; iteration < 1000; iteration++) {
      const logValue = logShare(logT);
      const slope = direction * 2 * Math.exp(logDensity(logT, degreesOfFreedom) + logT - logValue);
      const step = (logTarget - logValue) / slope;
      logT += step;
      // Convergence is quadratic: after a step this small the next one would be below rounding.
      if (Math.abs(step) < 1e-9) return logT;
    }
    throw new RangeError(`No t found for ${probability} with ${degreesOfFreedom} degrees of freedom.`);
  }
}

/** ln P(|T| > t) */
function logTailShare(logT: number, degreesOfFreedom: number): number {
  const { x, a, logFront } = betaArguments(logT, degreesOfFreedom);
  if (x > tailLimit(a)) return Math.log1p(-Math.exp(logCentralShare(logT, degreesOfFreedom)));
  return logFront - Math.log(a) + Math.log(betaContinuedFraction(x, a, 0.5));
}

/** ln P(|T| ≤ t) */
function logCentralShare(logT: number, degreesOfFreedom: number): number {
  const { x, oneMinusX, a, logFront } = betaArguments(logT, degreesOfFreedom);
  if (x <= tailLimit(a)) return Math.log1p(-Math.exp(logTailShare(logT, degreesOfFreedom)));
  return logFront + Math.LN2 + Math.log(betaContinuedFraction(oneMinusX, 0.5, a));
}

/** ln of the density at t = exp(logT) */
function logDensity(logT: number, degreesOfFreedom: number): number {
  const { a, logOnePlusSquare } = betaArguments(logT, degreesOfFreedom);
  return logGammaRatioOfHalf(a) - 0.5 * Math.log(Math.PI * degreesOfFreedom) - (a + 0.5) * logOnePlusSquare;
}

/** Where the continued fraction of I_x(a, ½) stops converging quickly. */
function tailLimit(a: number): number {
  return (a + 1) / (a + 2.5);
}

/** x = 1/(1 + u²) with u = t/√ν, its complement, and ln(x^a·(1 − x)^½ / B(a, ½)), each without cancellation or overflow. */
function betaArguments(logT: number, degreesOfFreedom: number) {
  const a = degreesOfFreedom / 2;
  const logSquare = 2 * logT - Math.log(degreesOfFreedom);
  const logOnePlusSquare = Math.max(0, logSquare) + Math.log1p(Math.exp(-Math.abs(logSquare)));
  const oneMinusX = 1 / (1 + Math.exp(-logSquare));
  return {
    a,
    x: 1 / (1 + Math.exp(logSquare)),
    oneMinusX,
    logOnePlusSquare,
    logFront:
      -a * logOnePlusSquare + 0.5 * Math.log(oneMinusX) + logGammaRatioOfHalf(a) - 0.5 * Math.log(Math.PI),
  };
}

function requireArguments(value: number, degreesOfFreedom: number) {
  if (Number.isNaN(value)) throw new RangeError('Student’s t is asked for at NaN.');
  if (!(degreesOfFreedom > 0 && degreesOfFreedom < Infinity)) {
    throw new RangeError(`Student’s t with ${degreesOfFreedom} degrees of freedom.`);
  }
}
