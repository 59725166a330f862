import { quantile, type SortedSamples } from './samples.ts';

/**
 * Fewest samples for a tail percentile: the floors of MLPerf LoadGen's early stopping, the least number of queries from
 * which a percentile can be claimed at 99 % confidence (mlcommons/endpoints#417).
 */
const fewestSamplesForP90 = 64;
const fewestSamplesForP99 = 662;

/**
 * The 90th percentile in the unit of the samples, or null under 64 samples.
 * Only samples of single runs have tails: a batch's mean hides them, so never pass batch means.
 */
export function p90(samples: SortedSamples): number | null {
  return samples.length < fewestSamplesForP90 ? null : quantile(samples, 0.9);
}

/**
 * The 99th percentile in the unit of the samples, or null under 662 samples.
 * Only samples of single runs have tails: a batch's mean hides them, so never pass batch means.
 */
export function p99(samples: SortedSamples): number | null {
  return samples.length < fewestSamplesForP99 ? null : quantile(samples, 0.99);
}
