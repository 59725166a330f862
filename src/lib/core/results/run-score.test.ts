import { describe, expect, it } from 'vitest';
import { measuredCell, runDocument, wrongCell } from '../../../../tests/fixtures/run-documents.ts';
import { compareWithBase } from './compare-runs.ts';
import type { Cell } from './run-document.ts';

const run = (runId: string, cells: readonly Cell[]) => runDocument(cells, { runId });
const base = run('base', [
  measuredCell('wasm-simd', [20, 20.2, 19.8, 20.1]),
  measuredCell('wasm-threads', [5, 5.1, 4.9, 5.05]),
  measuredCell('webgpu', [1, 1, 1, 1]),
]);

describe('the score over all configurations', () => {
  it('is the geometric mean of the ratios, whatever the cells’ own times', () => {
    const faster = run('a', [
      measuredCell('wasm-simd', [10, 10.1, 9.9, 10.05]),
      measuredCell('wasm-threads', [2.5, 2.55, 2.45, 2.525]),
    ]);
    const [{ score } = { score: null }] = compareWithBase(base, [faster]);
    expect(score).toMatchObject({ ratio: expect.closeTo(2, 9) as number, cells: 2, verdict: 'a-faster' });
    expect(score?.ciLow).toBeGreaterThan(1.9);
    expect(score?.ciHigh).toBeLessThan(2.1);
  });

  it('calls a gain in one and an equal loss in another no difference', () => {
    const mixed = run('a', [
      measuredCell('wasm-simd', [40, 40.4, 39.6, 40.2]),
      measuredCell('wasm-threads', [2.5, 2.55, 2.45, 2.525]),
    ]);
    const [{ score, comparison } = { score: null, comparison: null }] = compareWithBase(base, [mixed]);
    expect(score).toMatchObject({ ratio: expect.closeTo(1, 9) as number, verdict: 'no-difference' });
    if (comparison?.status !== 'compared') throw new Error('They can be compared.');
    expect(comparison.cells.map(({ verdict }) => verdict)).toEqual(['b-faster', 'a-faster']);
  });

  it('pairs cells within a round: what one gains and another loses in it cancels', () => {
    const drift = [1, 1.1, 0.9, 1.05];
    const drifting = (runId: string, level: number) =>
      run(runId, [
        measuredCell(
          'wasm-simd',
          drift.map((share) => 20 * level * share),
        ),
        measuredCell(
          'wasm-threads',
          drift.map((share) => (5 * level) / share),
        ),
      ]);
    const [{ score } = { score: null }] = compareWithBase(drifting('b', 1), [drifting('a', 0.5)]);
    expect(score?.ciLow).toBeCloseTo(2, 4);
    expect(score?.ciHigh).toBeCloseTo(2, 4);
  });

  it('leaves out what one of the runs has wrong, and has no interval under three rounds', () => {
    const partly = run('a', [measuredCell('wasm-simd', [10, 10]), wrongCell('webgpu', [0.1, 0.1])]);
    const [{ score } = { score: null }] = compareWithBase(base, [partly]);
    expect(score).toMatchObject({ cells: 1, ciLow: null, verdict: 'undecidable' });
  });

  it('corrects for the number of runs that are looked at', () => {
    const near = (runId: string) => run(runId, [measuredCell('wasm-simd', [19, 19.4, 18.8, 19.2])]);
    const width = (runs: number) => {
      const [first] = compareWithBase(
        base,
        Array.from({ length: runs }, (_, index) => near(`run ${index}`)),
      );
      return (first?.score?.ciHigh ?? NaN) - (first?.score?.ciLow ?? NaN);
    };
    expect(width(4)).toBeGreaterThan(width(1));
  });
});
