import { compareAll } from '../statistics/compare-all.ts';
import { ratioOfRounds } from '../statistics/compare.ts';
import type { Cell, Comparison, MeasuredCell } from './run-document.ts';

/** Whether a cell may be ranked: measured, and known to compute what the model computes. */
export function isRanked(cell: Cell): cell is MeasuredCell {
  return cell.status === 'measured' && ['reference', 'pass', 'warn'].includes(cell.correctness.verdict);
}

/** Every pair of correct cells, corrected for their number, on the time that one item of the batch takes. */
export function compareCells(cells: readonly Cell[]): Comparison[] {
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
export function speedupOver(baseline: MeasuredCell, cell: MeasuredCell): MeasuredCell['speedupOverBaseline'] {
  if (baseline.id === cell.id) return { ratio: 1, ciLow: 1, ciHigh: 1 };
  const ratio = ratioOfRounds(itemMediansByRound(cell), itemMediansByRound(baseline));
  return ratio && { ratio: ratio.ratio, ciLow: ratio.low, ciHigh: ratio.high };
}

/** Indexed by round; null where the cell has no result in that round. Milliseconds per item of the batch. */
function itemMediansByRound(cell: MeasuredCell): (number | null)[] {
  const medians: (number | null)[] = [];
  for (const { round, medianMs } of cell.rounds) medians[round - 1] = medianMs / cell.batch;
  return Array.from(medians, (value) => value ?? null);
}
