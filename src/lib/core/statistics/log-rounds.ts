import { mean } from './samples.ts';
import { studentTQuantile } from './student-t.ts';

/** Two rounds have a spread, but their t interval is 12.7 deviations wide: it says nothing a reader could use. */
export const fewestRounds = 3;

/**
 * The natural logarithm of a time or rate.
 * @throws {RangeError} unless the value is finite and above 0: a time of nothing means that the batch was too small for
 *   the clock, which the measuring loop has to prevent.
 */
export function logarithmOf(value: number): number {
  if (!(value > 0 && value < Infinity))
    throw new RangeError(`A round's median is ${value}; it must be above 0.`);
  return Math.log(value);
}

/** Mean and standard error of the mean (standard deviation with n − 1, over √n; 0 for a single value). */
export function meanWithError(values: readonly number[]): { mean: number; standardError: number } {
  const centre = mean(values);
  if (values.length < 2) return { mean: centre, standardError: 0 };
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return { mean: centre, standardError: Math.sqrt(squares / (values.length - 1) / values.length) };
}

/** Half the width of the t interval of a mean of `count` values at `confidence` (0.95 for 95 %). */
export function halfWidthOf(standardError: number, count: number, confidence: number): number {
  return standardError === 0 ? 0 : studentTQuantile((1 + confidence) / 2, count - 1) * standardError;
}
