import { backendTitle } from './ids.ts';
import type { MeasuredCell } from './run-document.ts';

/** What a cell is called by. */
export type TitledCell = Pick<
  MeasuredCell,
  'engine' | 'engineTitle' | 'backend' | 'batch' | 'precision' | 'threads'
>;

/**
 * A cell in words, with what tells it from its neighbours: "WASM-threads (4 threads)". The engine is named where there
 * is more than one, the batch and precision where they differ between the cells given.
 */
export function cellTitle(cell: TitledCell, among: readonly TitledCell[]): string {
  const differs = (of: (other: TitledCell) => unknown) => among.some((other) => of(other) !== of(cell));
  const details = [
    ...(cell.backend === 'wasm-threads'
      ? [`${cell.threads.observed ?? cell.threads.requested} threads`]
      : []),
    ...(differs((other) => other.batch) ? [`batch ${cell.batch}`] : []),
    ...(differs((other) => other.precision) ? [cell.precision] : []),
  ];
  const engine = differs((other) => other.engine) ? `${cell.engineTitle} ` : '';
  return `${engine}${backendTitle(cell.backend)}${details.length === 0 ? '' : ` (${details.join(', ')})`}`;
}
