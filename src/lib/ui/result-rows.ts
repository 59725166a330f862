import type {
  Cell,
  FailedCell,
  MeasuredCell,
  RunDocument,
  UnsupportedCell,
} from '#lib/core/results/run-document.ts';

/** A line of the result table. Only cells whose outputs are right have a rank. */
export type ResultRow =
  | {
      readonly kind: 'ranked';
      readonly rank: number;
      readonly standing: Standing;
      readonly cell: MeasuredCell;
    }
  /** Measured, but there was nothing to compare its outputs with. */
  | { readonly kind: 'unchecked'; readonly cell: MeasuredCell }
  | { readonly kind: 'wrong'; readonly cell: MeasuredCell }
  | { readonly kind: 'without-result'; readonly cell: UnsupportedCell | FailedCell };

/** What the corrected comparison supports, as opposed to the order of the medians. */
export type Standing = 'fastest' | 'tied' | 'none';

/**
 * The rows of a run, fastest first: batch sizes in rising order, since a batch's latency is no match for another's,
 * and within each the ranked, the unchecked and the wrong cells by median. Cells without a result come last of all.
 */
export function resultRows(document: RunDocument): ResultRow[] {
  const measured = document.cells.filter((cell) => cell.status === 'measured').sort(byBatchThenMedian);
  const rows: ResultRow[] = [];
  const batches = new Set(measured.map((cell) => cell.batch));
  for (const batch of batches) {
    const ofBatch = measured.filter((cell) => cell.batch === batch);
    const verdicts = (...names: MeasuredCell['correctness']['verdict'][]) =>
      ofBatch.filter((cell) => names.includes(cell.correctness.verdict));
    verdicts('reference', 'pass', 'warn').forEach((cell, index) => {
      rows.push({ kind: 'ranked', rank: index + 1, standing: standingOf(cell, document), cell });
    });
    for (const cell of verdicts('unchecked')) rows.push({ kind: 'unchecked', cell });
    for (const cell of verdicts('fail')) rows.push({ kind: 'wrong', cell });
  }
  for (const status of ['failed', 'unsupported'] as const) {
    for (const cell of document.cells) {
      if (cell.status === status) rows.push({ kind: 'without-result', cell });
    }
  }
  return rows;
}

/** The rows of a run that still goes on: nothing is called the fastest, and what has no result yet is left out. */
export function provisionalRows(document: RunDocument): ResultRow[] {
  return resultRows(document).flatMap((row): ResultRow[] => {
    if (row.kind === 'ranked') return [{ ...row, standing: 'none' }];
    return row.kind === 'without-result' && row.cell.reason.kind === 'cancelled' ? [] : [row];
  });
}

function byBatchThenMedian(a: MeasuredCell, b: MeasuredCell): number {
  return a.batch - b.batch || a.latency.medianMs - b.latency.medianMs;
}

function standingOf(cell: Cell, { recommendation }: RunDocument): Standing {
  if (recommendation.cell === cell.id) return 'fastest';
  return recommendation.tied.includes(cell.id) ? 'tied' : 'none';
}

/** The measured cells of a run's rows that may be shown in a chart: all but the wrong ones. */
export function comparableCells(rows: readonly ResultRow[]): MeasuredCell[] {
  return rows.flatMap((row) => (row.kind === 'ranked' || row.kind === 'unchecked' ? [row.cell] : []));
}
