import { fewestRounds, logarithmOf, meanWithError } from './log-rounds.ts';
import { studentTQuantile, studentTTwoSidedP } from './student-t.ts';

/** Times of two runs against each other. Interval and p-value are null where either run has under three rounds. */
export type IndependentRatio = {
  /** Time of b over time of a: how many times faster a is than b. */
  readonly ratio: number;
} & (
  | { readonly low: number; readonly high: number; readonly pValue: number }
  | { readonly low: null; readonly high: null; readonly pValue: null }
);

/**
 * How many times faster a is than b, from the medians of the rounds of two runs that share nothing: two independent
 * samples of logarithms, whose spreads may differ, by Welch's t-test ("The generalization of Student's problem when
 * several different population variances are involved", Biometrika 34, 1947) with the degrees of freedom of
 * Satterthwaite (Biometrics Bulletin 2, 1946). Without any spread the interval collapses onto the ratio, and p is 1 for
 * a ratio of exactly 1, else 0.
 * @param a times of the rounds of one run, in the unit of `b`; their order means nothing
 * @param confidence of the interval, in (0, 1)
 * @returns null when either has no round
 * @throws {RangeError} when a median is not finite and above 0
 */
export function ratioOfIndependentRounds(
  a: readonly number[],
  b: readonly number[],
  confidence = 0.95,
): IndependentRatio | null {
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`A confidence of ${confidence}, outside 0 to 1.`);
  if (a.length === 0 || b.length === 0) return null;
  const ofA = meanWithError(a.map(logarithmOf));
  const ofB = meanWithError(b.map(logarithmOf));
  const difference = ofB.mean - ofA.mean;
  const ratio = Math.exp(difference);
  if (Math.min(a.length, b.length) < fewestRounds) return { ratio, low: null, high: null, pValue: null };
  const standardError = Math.hypot(ofA.standardError, ofB.standardError);
  if (standardError === 0) return { ratio, low: ratio, high: ratio, pValue: difference === 0 ? 1 : 0 };
  const degreesOfFreedom = satterthwaite(
    ofA.standardError / standardError,
    a.length,
    ofB.standardError / standardError,
    b.length,
  );
  const halfWidth = studentTQuantile((1 + confidence) / 2, degreesOfFreedom) * standardError;
  return {
    ratio,
    low: Math.exp(difference - halfWidth),
    high: Math.exp(difference + halfWidth),
    pValue: studentTTwoSidedP(difference / standardError, degreesOfFreedom),
  };
}

/** From each sample's share of the common standard error (their squares sum to 1) and its size. */
function satterthwaite(shareOfA: number, sizeOfA: number, shareOfB: number, sizeOfB: number): number {
  return 1 / (shareOfA ** 4 / (sizeOfA - 1) + shareOfB ** 4 / (sizeOfB - 1));
}
