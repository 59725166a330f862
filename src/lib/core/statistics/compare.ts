import { fewestRounds, halfWidthOf, logarithmOf, meanWithError } from './log-rounds.ts';
import { studentTTwoSidedP } from './student-t.ts';

/** Two cells' times against each other. Interval and p-value are null under three paired rounds. */
export type PairedRatio = {
  /** Time of b over time of a: how many times faster a is than b. */
  readonly ratio: number;
  /** In how many rounds both cells have a result. */
  readonly pairs: number;
} & (
  | { readonly low: number; readonly high: number; readonly pValue: number }
  | { readonly low: null; readonly high: null; readonly pValue: null }
);

/**
 * How many times faster cell a is than cell b, from the medians of their rounds, paired by round so that what a round
 * did to both (a warm device, a busy machine) cancels: with d_r = ln b_r − ln a_r, exp(d̄ ± t·s_d/√R) and the p-value of
 * the paired t-test of d̄ = 0. Without any spread between rounds the interval collapses onto the ratio, and p is 1 for
 * a ratio of exactly 1, else 0.
 * @param a indexed by round, null where the round has no result; a time, in the same unit as `b`
 * @param b likewise; a missing end counts as null
 * @param confidence of the interval, in (0, 1)
 * @returns null when the cells share no round
 * @throws {RangeError} when a median is not finite and above 0
 */
export function ratioOfRounds(
  a: readonly (number | null)[],
  b: readonly (number | null)[],
  confidence = 0.95,
): PairedRatio | null {
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`A confidence of ${confidence}, outside 0 to 1.`);
  const differences = pairedDifferences(a, b);
  const pairs = differences.length;
  if (pairs === 0) return null;
  const { mean, standardError } = meanWithError(differences);
  const ratio = Math.exp(mean);
  if (pairs < fewestRounds) return { ratio, pairs, low: null, high: null, pValue: null };
  const halfWidth = halfWidthOf(standardError, pairs, confidence);
  return {
    ratio,
    pairs,
    low: Math.exp(mean - halfWidth),
    high: Math.exp(mean + halfWidth),
    // 0/0 would be NaN: no spread and no difference is no evidence of one.
    pValue: mean === 0 ? 1 : studentTTwoSidedP(mean / standardError, pairs - 1),
  };
}

function pairedDifferences(a: readonly (number | null)[], b: readonly (number | null)[]): number[] {
  const differences: number[] = [];
  for (const [round, valueOfA] of a.entries()) {
    const valueOfB = b[round] ?? null;
    if (valueOfA !== null && valueOfB !== null)
      differences.push(logarithmOf(valueOfB) - logarithmOf(valueOfA));
  }
  return differences;
}
