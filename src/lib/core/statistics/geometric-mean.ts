import { logarithmOf } from './log-rounds.ts';
import { mean } from './samples.ts';

/**
 * The geometric means of several series, place by place: exp of the mean of the logarithms. Of quantities that differ by
 * factors it weighs each alike, and the mean of ratios is the ratio of means (Fleming and Wallace, "How not to lie with
 * statistics", Communications of the ACM 29, 1986).
 * @param series positive values indexed by round, null where there is none; a missing end counts as null
 * @returns one mean for each place that every series has, in order; places that any series lacks are left out
 * @throws {RangeError} when a value is not finite and above 0
 */
export function geometricMeans(series: readonly (readonly (number | null)[])[]): number[] {
  const [first = []] = series;
  return first.flatMap((_, place) => {
    const values = series.flatMap((each) => each[place] ?? []);
    return values.length === series.length ? [Math.exp(mean(values.map(logarithmOf)))] : [];
  });
}
