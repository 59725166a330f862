import type { Cell, RunDocument } from './run-document.ts';
import { isRanked } from './compare-cells.ts';

/**
 * Measured cells first, by batch size (a batch's latency is no match for another's), and within each the correct ones,
 * the unchecked and the wrong by median; then what failed, then what is unsupported.
 */
export function sortCells(cells: readonly Cell[]): Cell[] {
  return cells.toSorted(
    (a, b) =>
      rank(a.status) - rank(b.status) ||
      a.batch - b.batch ||
      standing(a) - standing(b) ||
      medianMs(a) - medianMs(b),
  );
}

function rank(status: Cell['status']): number {
  return { measured: 0, failed: 1, unsupported: 2 }[status];
}

function standing(cell: Cell): number {
  if (cell.status !== 'measured') return 3;
  if (cell.correctness.verdict === 'unchecked') return 1;
  return isRanked(cell) ? 0 : 2;
}

function medianMs(cell: Cell): number {
  return cell.status === 'measured' ? cell.latency.medianMs : 0;
}

const columns = {
  cell: (cell) => cell.id,
  engine: (cell) => cell.engine,
  engineVersion: (cell) => cell.engineVersion,
  backend: (cell) => cell.backend,
  batch: (cell) => cell.batch,
  precision: (cell) => cell.precision,
  threadsRequested: (cell) => cell.threads.requested,
  threadsObserved: (cell) => cell.threads.observed,
  status: (cell) => cell.status,
  medianMs: measured((cell) => cell.latency.medianMs),
  ciLowMs: measured((cell) => cell.latency.ciLowMs),
  ciHighMs: measured((cell) => cell.latency.ciHighMs),
  meanMs: measured((cell) => cell.latency.meanMs),
  minMs: measured((cell) => cell.latency.minMs),
  maxMs: measured((cell) => cell.latency.maxMs),
  madMs: measured((cell) => cell.latency.madMs),
  p90Ms: measured((cell) => cell.latency.p90Ms),
  p99Ms: measured((cell) => cell.latency.p99Ms),
  throughputPerSecond: measured((cell) => cell.throughputPerSecond),
  speedupOverBaseline: measured((cell) => cell.speedupOverBaseline?.ratio ?? null),
  speedupCiLow: measured((cell) => cell.speedupOverBaseline?.ciLow ?? null),
  speedupCiHigh: measured((cell) => cell.speedupOverBaseline?.ciHigh ?? null),
  runtimeMs: measured((cell) => cell.cold.runtimeMs),
  sessionMs: measured((cell) => cell.cold.sessionMs),
  firstRunMs: measured((cell) => cell.cold.firstRunMs),
  rounds: measured((cell) => cell.rounds.length),
  samples: measured((cell) => cell.rounds.reduce((sum, round) => sum + round.samplesMs.length, 0)),
  verdict: measured((cell) => cell.correctness.verdict),
  nrmse: measured((cell) => cell.correctness.nrmse),
  maxAbs: measured((cell) => cell.correctness.maxAbs),
  flags: (cell) => cell.flags.join(' '),
  reasonKind: (cell) => (cell.status === 'measured' ? null : cell.reason.kind),
  reason: (cell) => (cell.status === 'measured' ? null : cell.reason.message),
} satisfies Record<string, (cell: Cell) => string | number | null>;

function measured<Value>(
  of: (cell: Extract<Cell, { status: 'measured' }>) => Value,
): (cell: Cell) => Value | null {
  return (cell) => (cell.status === 'measured' ? of(cell) : null);
}

export type ExportColumn = keyof typeof columns;
export const exportColumns = Object.keys(columns) as ExportColumn[];

export type ExportRow = Record<ExportColumn, string | number | null>;

/** One flat row for each cell, in the order in which the table shows them. */
export function exportRows(document: RunDocument): ExportRow[] {
  return sortCells(document.cells).map(
    (cell) => Object.fromEntries(exportColumns.map((column) => [column, columns[column](cell)])) as ExportRow,
  );
}
