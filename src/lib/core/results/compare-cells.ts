import { compareAll } from '../statistics/compare-all.ts';
import { ratioOfRounds } from '../statistics/compare.ts';
import type { TitledCell } from './cell-title.ts';
import type {
  Comparison,
  Correctness,
  FailedCell,
  Latency,
  MeasuredCell,
  Round,
  UnsupportedCell,
} from './run-document.ts';

/** What comparing and ranking read of a measured cell: a submission's cells, which say less than a run's, are ranked too. */
export type MeasuredFacts = TitledCell &
  Pick<MeasuredCell, 'status' | 'id' | 'flags'> & {
    readonly latency: Pick<Latency, 'medianMs'>;
    readonly rounds: readonly Pick<Round, 'round' | 'medianMs'>[];
    readonly correctness: Pick<Correctness, 'verdict'>;
  };
export type RankableCell = MeasuredFacts | UnsupportedCell | FailedCell;

/** Whether a cell may be ranked: measured, and known to compute what the model computes. */
export function isRanked<Given extends RankableCell>(
  cell: Given,
): cell is Extract<Given, { status: 'measured' }> {
  return cell.status === 'measured' && ['reference', 'pass', 'warn'].includes(cell.correctness.verdict);
}

/** Every pair of correct cells, corrected for their number, on the time that one item of the batch takes. */
export function compareCells(cells: readonly RankableCell[]): Comparison[] {
  const compared = cells
    .filter(isRanked)
    .map((cell) => ({ id: cell.id, roundMediansMs: itemMediansByRound(cell) }));
  return compareAll(compared).flatMap((pair) =>
    pair.ratio === null
      ? []
      : [
          {
            a: pair.a,
            b: pair.b,
            ratio: pair.ratio,
            ciLow: pair.low,
            ciHigh: pair.high,
            confidence: pair.confidence,
            verdict: pair.verdict,
          },
        ],
  );
}

/** How many times faster a cell is than the baseline, paired by round, with the plain 95 % interval. */
export function speedupOver(
  baseline: MeasuredFacts,
  cell: MeasuredFacts,
): MeasuredCell['speedupOverBaseline'] {
  if (baseline.id === cell.id) return { ratio: 1, ciLow: 1, ciHigh: 1 };
  const ratio = ratioOfRounds(itemMediansByRound(cell), itemMediansByRound(baseline));
  return ratio && { ratio: ratio.ratio, ciLow: ratio.low, ciHigh: ratio.high };
}

/** Indexed by round; null where the cell has no result in that round. Milliseconds per item of the batch. */
function itemMediansByRound(cell: MeasuredFacts): (number | null)[] {
  const medians: (number | null)[] = [];
  for (const { round, medianMs } of cell.rounds) medians[round - 1] = medianMs / cell.batch;
  return Array.from(medians, (value) => value ?? null);
}
