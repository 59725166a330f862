declare const brand: unique symbol;

/** At least one finite number, ascending. Only `sortSamples` makes one, so whoever holds one need not check again. */
export type SortedSamples = readonly number[] & { readonly [brand]: true };

/**
 * A sorted copy of the values, in the unit they came in.
 * @throws {RangeError} when there is no value or one is not finite: nothing can be said about such samples, so asking
 *   is a bug.
 */
export function sortSamples(values: readonly number[]): SortedSamples {
  if (values.length === 0) throw new RangeError('No samples to sort.');
  const stray = values.find((value) => !Number.isFinite(value));
  if (stray !== undefined) throw new RangeError(`A sample is ${stray}, not a finite number.`);
  return [...values].sort((left, right) => left - right) as unknown as SortedSamples;
}

/**
 * The value below which the share `probability` of the samples lies, interpolated linearly between the two nearest.
 * Type 7 of Hyndman & Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996), 361–365;
 * the default of R, NumPy and spreadsheets.
 * @param probability in [0, 1]
 * @throws {RangeError} when `probability` is outside [0, 1]
 */
export function quantile(samples: SortedSamples, probability: number): number {
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`A quantile is asked for at ${probability}, outside 0 to 1.`);
  }
  const position = (samples.length - 1) * probability;
  const below = Math.floor(position);
  const lower = at(samples, below);
  const upper = at(samples, Math.min(below + 1, samples.length - 1));
  // Rounding may carry the sum one step past the upper neighbour, which would break the order of quantiles.
  return Math.min(upper, lower + (position - below) * (upper - lower));
}

/** The middle value, or the mean of the two middle ones. */
export function median(samples: SortedSamples): number {
  return quantile(samples, 0.5);
}

/**
 * The median distance from the median, raw: not scaled by 1.4826 to resemble a standard deviation, because run times
 * are not normal.
 */
export function medianAbsoluteDeviation(samples: SortedSamples): number {
  const centre = median(samples);
  return median(sortSamples(samples.map((value) => Math.abs(value - centre))));
}

/**
 * The arithmetic mean.
 * @throws {RangeError} when there is no value
 */
export function mean(values: readonly number[]): number {
  const first = values[0];
  if (first === undefined) throw new RangeError('No values to take the mean of.');
  // Summing distances from the first value keeps the mean of equal values exact: sum/n may miss it by a rounding.
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
}

/** The smallest sample. */
export function minimum(samples: SortedSamples): number {
  return at(samples, 0);
}

/** The largest sample. */
export function maximum(samples: SortedSamples): number {
  return at(samples, samples.length - 1);
}

/**
 * How many samples lie above Q3 + 3·(Q3 − Q1): Tukey's outer fence ("Exploratory Data Analysis", 1977), upper side.
 * They are counted, never removed.
 */
export function countFarOutliers(samples: SortedSamples): number {
  const upperQuartile = quantile(samples, 0.75);
  const fence = upperQuartile + 3 * (upperQuartile - quantile(samples, 0.25));
  return samples.filter((value) => value > fence).length;
}

/**
 * The sample of 0-based rank `rank`.
 * @throws {RangeError} when there is no such rank
 */
export function at(samples: SortedSamples, rank: number): number {
  const value = samples[rank];
  if (value === undefined) throw new RangeError(`No sample of rank ${rank} among ${samples.length}.`);
  return value;
}
