import { backendTitle } from './ids.ts';
import type { Cell } from './run-document.ts';

/**
 * A cell in words, with what tells it from its neighbours: "WASM-threads (4 threads)". The engine is named where there
 * is more than one, the batch and precision where they differ between the cells given.
 */
export function cellTitle(cell: Cell, among: readonly Cell[]): string {
  const differs = (of: (other: Cell) => unknown) => among.some((other) => of(other) !== of(cell));
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
