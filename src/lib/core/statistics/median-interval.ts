import { at, type SortedSamples } from './samples.ts';

/** Both ends in the unit of the values they were made from; `low` ≤ `high`. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The smallest number of samples whose extremes hold the median with at least 95 %: 1 − 2·(1/2)^6 = 96.9 %. */
const fewestSamples = 6;

/**
 * A 95 % interval for the median of independent samples, whatever their distribution: the samples of (1-based) ranks
 * j = max(1, ⌊(n − 1.96·√n)/2⌋) and n − j + 1, the normal approximation of the binomial ranks, rounded outwards
 * (Conover, "Practical Nonparametric Statistics", section 3.2). Null under six samples, where no such interval exists.
 *
 * It tells how well one round knows its own median. It is not the interval of a result: runs within one session depend
 * on each other, so results take theirs from rounds (`estimateFromRounds`).
 */
export function medianInterval(samples: SortedSamples): Interval | null {
  const count = samples.length;
  if (count < fewestSamples) return null;
  const rank = Math.max(1, Math.floor((count - 1.96 * Math.sqrt(count)) / 2));
  return { low: at(samples, rank - 1), high: at(samples, count - rank) };
}
