import type { SortedSamples } from './samples.ts';

/**
 * Fewest samples for a tail percentile: the floors of MLPerf LoadGen's early stopping, the least number of queries from
 * which a percentile can be claimed at 99 % confidence (mlcommons/endpoints#417).
 */
const fewestSamplesForP90 = 64;
const fewestSamplesForP99 = 662;

/**
 * The 90th percentile in the unit of the samples, or null under 64 samples in all rounds together.
 * Only samples of single runs have tails: a batch's mean hides them, so never pass batch means.
 */
export function p90OfRounds(rounds: readonly SortedSamples[]): number | null {
  return tail(rounds, 0.9, fewestSamplesForP90);
}

/** The 99th percentile, or null under 662 samples. */
export function p99OfRounds(rounds: readonly SortedSamples[]): number | null {
  return tail(rounds, 0.99, fewestSamplesForP99);
}

/**
 * The least sample at or under which lies at least `share` of the weight, where every round weighs the same however
 * many samples it has: sampling goes on longer in a noisy round, which must not count for more because of it.
 */
function tail(rounds: readonly SortedSamples[], share: number, fewestSamples: number): number | null {
  const weighted = rounds.flatMap((samples) =>
    samples.map((value) => ({ value, weight: 1 / (rounds.length * samples.length) })),
  );
  if (weighted.length < fewestSamples) return null;
  weighted.sort((a, b) => a.value - b.value);
  let cumulated = 0;
  // A sum of many small weights ends a little beside 1.
  const wanted = share - 1e-9;
  for (const { value, weight } of weighted) {
    cumulated += weight;
    if (cumulated >= wanted) return value;
  }
  return weighted.at(-1)?.value ?? null;
}
