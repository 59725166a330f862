import { fewestRounds, halfWidthOf, logarithmOf, meanWithError } from './log-rounds.ts';
import type { Interval } from './median-interval.ts';

/** What the rounds of one cell say together, in the unit of the round medians. */
export type RoundsEstimate = { readonly median: number } & (
  | {
      /** 95 %, between rounds */
      readonly interval: Interval;
      /** (high − low)/(2·median) */
      readonly relativeHalfWidth: number;
    }
  | { readonly interval: null; readonly relativeHalfWidth: null }
);

/**
 * One number and its 95 % interval from the medians of the rounds of one cell: with y_r = ln(median_r),
 * exp(ȳ ± t_{0.975, R−1}·s_y/√R). The round, not the run, is the unit that is repeated: runs of one session share what
 * that session happened to be (Kalibera & Jones, "Rigorous benchmarking in reasonable time", ISMM 2013). Logarithms
 * because sessions differ by factors. Interval null under three rounds.
 * @throws {RangeError} when there is no round, or a median is not finite and above 0
 */
export function estimateFromRounds(roundMedians: readonly number[]): RoundsEstimate {
  const logMedians = roundMedians.map(logarithmOf);
  const { mean, standardError } = meanWithError(logMedians);
  const median = Math.exp(mean);
  if (logMedians.length < fewestRounds) return { median, interval: null, relativeHalfWidth: null };
  const halfWidth = halfWidthOf(standardError, logMedians.length, 0.95);
  const interval = { low: Math.exp(mean - halfWidth), high: Math.exp(mean + halfWidth) };
  return { median, interval, relativeHalfWidth: (interval.high - interval.low) / (2 * median) };
}
