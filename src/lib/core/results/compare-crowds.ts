import { holmStepDown } from '../statistics/holm.ts';
import { ratioOfMedians, type CrowdMedian } from '../statistics/ratio-of-medians.ts';
import { differenceVerdict, type DifferenceVerdict } from './run-score.ts';

/** Values of the leaderboard are known within 1 %: it keeps them in bins. */
const relativeError = 0.01;
const alpha = 0.05;

/** Figures of a crowd as the leaderboard shows them; the interval is null where too few measured. */
export interface CrowdFigures {
  readonly count: number;
  readonly p50: number;
  readonly ciLow: number | null;
  readonly ciHigh: number | null;
}

export interface CrowdRatio {
  /** Median of b over that of a: above 1, a is faster. */
  readonly ratio: number;
  /** At the level that Holm's correction asks for; null where either crowd has no interval. */
  readonly ciLow: number | null;
  readonly ciHigh: number | null;
  readonly verdict: DifferenceVerdict;
}

/** Pairs of independent crowds, with Holm's correction over all of them. */
export function compareCrowds(
  pairs: readonly { readonly a: CrowdFigures; readonly b: CrowdFigures }[],
): CrowdRatio[] {
  const medians = pairs.map(({ a, b }) => ({ a: medianOf(a), b: medianOf(b) }));
  const tests = medians.map(({ a, b }) => (a && b ? ratioOfMedians(a, b, { relativeError }) : null));
  const decisions = holmStepDown(
    tests.flatMap((test) => test?.pValue ?? []),
    alpha,
  ).values();
  return pairs.map(({ a, b }, index): CrowdRatio => {
    const { a: medianOfA, b: medianOfB } = medians[index] ?? { a: null, b: null };
    const decision = tests[index] ? decisions.next().value : undefined;
    if (!medianOfA || !medianOfB || decision === undefined) {
      return { ratio: b.p50 / a.p50, ciLow: null, ciHigh: null, verdict: 'undecidable' };
    }
    const confidence = 1 - decision.significanceLevel;
    const { ratio, low, high } = ratioOfMedians(medianOfA, medianOfB, { relativeError, confidence });
    return {
      ratio,
      ciLow: low,
      ciHigh: high,
      verdict: differenceVerdict(ratio, low, high, decision.rejected),
    };
  });
}

/** What a ratio within runs says: its interval is the crowd's own, of the ratios. */
export function verdictOfRatio({ p50, ciLow, ciHigh }: CrowdFigures): DifferenceVerdict {
  if (ciLow === null || ciHigh === null) return 'undecidable';
  return differenceVerdict(p50, ciLow, ciHigh, true);
}

function medianOf({ count, p50, ciLow, ciHigh }: CrowdFigures): CrowdMedian | null {
  return ciLow === null || ciHigh === null ? null : { median: p50, low: ciLow, high: ciHigh, count };
}
