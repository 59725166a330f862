import { describe, expect, test } from 'vitest';
import { resultRows } from './result-rows.ts';
import { measuredCell, runDocument } from './run-document.test-data.ts';
import { byRank, nextSorting, sortRows } from './sort-rows.ts';

const document = runDocument(
  [
    measuredCell({ backend: 'wasm-simd', medianMs: 4, verdict: 'reference' }),
    measuredCell({ backend: 'wasm-threads', medianMs: 2, threads: 2 }),
    measuredCell({ backend: 'webgpu', medianMs: 1, verdict: 'fail' }),
    measuredCell({ backend: 'webgl', medianMs: 9 }),
  ],
  { cell: null, tied: [], sentence: '' },
);
const rows = resultRows(document);
const order = (...sorting: Parameters<typeof nextSorting>) =>
  sortRows(rows, nextSorting(...sorting), document.cells).map(({ cell }) => cell.backend);

describe('sorting the result table', () => {
  test('starts as the run ranks its rows, the wrong one last however fast', () => {
    expect(sortRows(rows, byRank, document.cells)).toEqual(rows);
    expect(rows.at(-1)?.cell.backend).toBe('webgpu');
  });

  test('a column shows its better end first, a second click the other', () => {
    expect(order(byRank, 'median-time')).toEqual(['wasm-threads', 'wasm-simd', 'webgl', 'webgpu']);
    const again = { column: 'median-time', descending: false } as const;
    expect(order(again, 'median-time')).toEqual(['webgl', 'wasm-simd', 'wasm-threads', 'webgpu']);
    expect(order(byRank, 'throughput')[0]).toBe('wasm-threads');
  });

  test('a wrong result stays last in both directions', () => {
    const descending = order(byRank, 'speedup');
    const ascending = order({ column: 'speedup', descending: true }, 'speedup');
    expect(descending.at(-1)).toBe('webgpu');
    expect(ascending.at(-1)).toBe('webgpu');
    expect(descending.slice(0, 3)).toEqual(ascending.slice(0, 3).reverse());
  });
});
