import type { MeasuredCell, RunDocument } from '#lib/core/results/run-document.ts';
import { cellTitle } from '#lib/core/results/cell-title.ts';
import type { ResultRow } from './result-rows.ts';

export const sortColumns = [
  'rank',
  'configuration',
  'median-time',
  'speedup',
  'throughput',
  'first-result',
  'threads',
] as const;
export type SortColumn = (typeof sortColumns)[number];

export interface Sorting {
  readonly column: SortColumn;
  readonly descending: boolean;
}

/** As the run itself ranks its rows: right results first, fastest first. */
export const byRank: Sorting = { column: 'rank', descending: false };

/** More is better in these, so a first click shows the most. */
const largestFirst: readonly SortColumn[] = ['speedup', 'throughput'];

/** What a click on a column leads to: its better end first, then the other end. */
export function nextSorting(current: Sorting, column: SortColumn): Sorting {
  if (current.column !== column) return { column, descending: largestFirst.includes(column) };
  return { column, descending: !current.descending };
}

/** Rows in the wanted order. Rows without a value come last either way, and equal rows keep the run's own order. */
export function sortRows(
  rows: readonly ResultRow[],
  { column, descending }: Sorting,
  all: RunDocument['cells'],
) {
  if (column === 'rank') return descending ? [...rows].reverse() : [...rows];
  const sign = descending ? -1 : 1;
  return [...rows].sort((one, other) => {
    const a = valueOf(one, column, all);
    const b = valueOf(other, column, all);
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    if (typeof a === 'string' || typeof b === 'string')
      return sign * String(a).localeCompare(String(b), 'en');
    return sign * (a - b);
  });
}

function valueOf(
  row: ResultRow,
  column: Exclude<SortColumn, 'rank'>,
  all: RunDocument['cells'],
): number | string | null {
  // A fast wrong answer is no result, whatever it is sorted by.
  if (row.kind === 'without-result' || row.kind === 'wrong') return null;
  const { cell } = row;
  switch (column) {
    case 'configuration':
      return cellTitle(cell, all);
    case 'median-time':
      return cell.latency.medianMs;
    case 'speedup':
      return cell.speedupOverBaseline?.ratio ?? null;
    case 'throughput':
      return cell.throughputPerSecond;
    case 'first-result':
      return firstResultMs(cell);
    case 'threads':
      return cell.threads.observed;
  }
}

/** The whole cold path of the first round. */
export function firstResultMs({ cold }: MeasuredCell): number {
  return cold.runtimeMs + cold.sessionMs + cold.firstRunMs;
}
