import { studentTQuantile, studentTTwoSidedP } from './student-t.ts';

/** A crowd's median with its 95 % interval by order statistics (`medianInterval`), all in one unit and above 0. */
export interface CrowdMedian {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** Values it was taken from. */
  readonly count: number;
}

export interface MedianRatio {
  /** Median of b over that of a: how many times as fast a is as b. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly pValue: number;
}

/** Of the normal distribution: half the width of the intervals that come in, in standard errors. */
const halfWidthIn = 1.96;
/** Beyond this Student's t is the normal distribution. */
const mostDegreesOfFreedom = 1000;

/**
 * The ratio of the medians of two independent crowds, from the medians' own intervals: the logarithm of a median has a
 * standard error of the width of its interval's logarithms over twice 1.96, and independent errors add up as squares
 * (Price & Bonett, "Distribution-free confidence intervals for difference and ratio of medians", Journal of Statistical
 * Computation and Simulation 72, 2002, 119–124). Student's t stands in for the normal distribution in small crowds.
 *
 * It says how the crowds differ, whatever the reason: other devices make another crowd.
 * @param relativeError how exactly the values themselves are known: 0.01 where they come from bins of ±1 %
 * @param confidence of the interval, in (0, 1)
 * @throws {RangeError} when a value is not finite and above 0, or a count is below 2
 */
export function ratioOfMedians(
  a: CrowdMedian,
  b: CrowdMedian,
  { relativeError, confidence = 0.95 }: { relativeError: number; confidence?: number },
): MedianRatio {
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`A confidence of ${confidence}, outside 0 to 1.`);
  if (Math.min(a.count, b.count) < 2) throw new RangeError('A median of fewer than two values.');
  const difference = logarithmOf(b.median) - logarithmOf(a.median);
  // A value that may lie anywhere within its bin is uniform there, with a standard error of the half width over √3.
  const ofBins = relativeError / Math.sqrt(3);
  const standardError = Math.hypot(errorOf(a), errorOf(b), ofBins, ofBins);
  if (standardError === 0) {
    const ratio = Math.exp(difference);
    return { ratio, low: ratio, high: ratio, pValue: difference === 0 ? 1 : 0 };
  }
  const degreesOfFreedom = Math.min(mostDegreesOfFreedom, a.count + b.count - 2);
  const halfWidth = studentTQuantile((1 + confidence) / 2, degreesOfFreedom) * standardError;
  return {
    ratio: Math.exp(difference),
    low: Math.exp(difference - halfWidth),
    high: Math.exp(difference + halfWidth),
    pValue: studentTTwoSidedP(difference / standardError, degreesOfFreedom),
  };
}

function logarithmOf(value: number): number {
  if (!(value > 0 && value < Infinity)) throw new RangeError(`A median is ${value}; it must be above 0.`);
  return Math.log(value);
}

function errorOf({ low, high }: CrowdMedian): number {
  return (logarithmOf(high) - logarithmOf(low)) / (2 * halfWidthIn);
}
