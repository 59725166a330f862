import type { MeasuredCell, RunDocument } from '#lib/core/results/run-document.ts';
import { comparableCells, resultRows } from '../result-rows.ts';

/** What every figure of a run shows: its cells without the wrong ones, in the order of the result table. */
export interface FigureData {
  readonly run: RunDocument;
  readonly cells: readonly MeasuredCell[];
  readonly wrong: readonly MeasuredCell[];
  /** In the order of the run, which decides their markers and fills: the same in every figure. */
  readonly engines: readonly string[];
}

export function figureData(run: RunDocument): FigureData {
  const rows = resultRows(run);
  return {
    run,
    cells: comparableCells(rows),
    wrong: rows.flatMap((row) => (row.kind === 'wrong' ? [row.cell] : [])),
    engines: [...new Set(run.cells.map((cell) => cell.engine))],
  };
}
