import type { MeasuredCell } from '#lib/core/results/run-document.ts';
import {
  at,
  countFarOutliers,
  maximum,
  minimum,
  quantile,
  sortSamples,
} from '#lib/core/statistics/samples.ts';

/**
 * The samples of all rounds of a cell as a box plot. Whiskers end at the furthest sample within 1.5 interquartile
 * ranges of the box (Tukey, "Exploratory Data Analysis", 1977); what lies beyond is shown, never removed.
 */
export interface BoxPlot {
  readonly samples: number;
  readonly minMs: number;
  readonly lowerWhiskerMs: number;
  readonly lowerQuartileMs: number;
  readonly medianMs: number;
  readonly upperQuartileMs: number;
  readonly upperWhiskerMs: number;
  readonly maxMs: number;
  /** Beyond the whiskers, ascending. */
  readonly outliersMs: readonly number[];
  /** How many samples lie over three interquartile ranges above the box. */
  readonly farOutliers: number;
  /** The largest sample that is not one of those. */
  readonly largestNearMs: number;
}

export function boxPlotOf(cell: MeasuredCell): BoxPlot {
  const sorted = sortSamples(cell.rounds.flatMap((round) => round.samplesMs));
  const lowerQuartileMs = quantile(sorted, 0.25);
  const upperQuartileMs = quantile(sorted, 0.75);
  const reachMs = 1.5 * (upperQuartileMs - lowerQuartileMs);
  const farOutliers = countFarOutliers(sorted);
  const isWithin = (ms: number) => ms >= lowerQuartileMs - reachMs && ms <= upperQuartileMs + reachMs;
  return {
    samples: sorted.length,
    minMs: minimum(sorted),
    // Quartiles may lie between samples, and then no sample between fence and box: the whisker has no length.
    lowerWhiskerMs: Math.min(sorted.find(isWithin) ?? lowerQuartileMs, lowerQuartileMs),
    lowerQuartileMs,
    medianMs: quantile(sorted, 0.5),
    upperQuartileMs,
    upperWhiskerMs: Math.max(sorted.findLast(isWithin) ?? upperQuartileMs, upperQuartileMs),
    maxMs: maximum(sorted),
    outliersMs: sorted.filter((ms) => !isWithin(ms)),
    farOutliers,
    largestNearMs: at(sorted, sorted.length - 1 - farOutliers),
  };
}
