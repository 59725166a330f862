import { describe, expect, it } from 'vitest';
import type { FailedCell } from '#lib/core/results/run-document.ts';
import { comparableCells, provisionalRows, resultRows } from './result-rows.ts';
import {
  measuredCell,
  runDocument,
  webglWithoutOperator,
  webgpuThatFailed,
} from './run-document.test-data.ts';

const simd = measuredCell({ backend: 'wasm-simd', medianMs: 3.61, verdict: 'reference' });
const threads = measuredCell({ backend: 'wasm-threads', medianMs: 2.01, threads: 2 });
const wrong = measuredCell({ backend: 'webgpu', medianMs: 0.4, verdict: 'fail' });
const nothing = { cell: null, tied: [], sentence: '' };

describe('the rows of a result', () => {
  it('rank correct cells by median and put a wrong one behind them, however fast it was', () => {
    const rows = resultRows(runDocument([wrong, simd, threads], { ...nothing, cell: threads.id }));
    expect(rows.map((row) => [row.cell.backend, row.kind, row.kind === 'ranked' ? row.rank : null])).toEqual([
      ['wasm-threads', 'ranked', 1],
      ['wasm-simd', 'ranked', 2],
      ['webgpu', 'wrong', null],
    ]);
    expect(comparableCells(rows)).toEqual([threads, simd]);
  });

  it('call a cell fastest only where the recommendation does', () => {
    const standings = (recommendation: typeof nothing | { cell: string; tied: string[]; sentence: string }) =>
      resultRows(runDocument([simd, threads], recommendation)).map((row) =>
        row.kind === 'ranked' ? row.standing : null,
      );
    expect(standings(nothing)).toEqual(['none', 'none']);
    expect(standings({ ...nothing, cell: threads.id })).toEqual(['fastest', 'none']);
    expect(standings({ ...nothing, cell: '', tied: [threads.id, simd.id] })).toEqual(['tied', 'tied']);
  });

  it('keep batch sizes apart, each with its own ranks', () => {
    const large = measuredCell({ backend: 'wasm-simd', medianMs: 2.5, batch: 8, verdict: 'reference' });
    const rows = resultRows(runDocument([large, simd, threads], nothing));
    expect(rows.map((row) => [row.cell.batch, row.kind === 'ranked' ? row.rank : null])).toEqual([
      [1, 1],
      [1, 2],
      [8, 1],
    ]);
  });

  it('give an unchecked cell no rank', () => {
    const unchecked = measuredCell({ backend: 'webgl', medianMs: 1, verdict: 'unchecked' });
    expect(resultRows(runDocument([unchecked], nothing))).toMatchObject([{ kind: 'unchecked' }]);
  });

  it('name no winner and miss nothing while the run goes on', () => {
    const late: FailedCell = { ...webgpuThatFailed, reason: { kind: 'cancelled', message: 'Stopped.' } };
    const document = runDocument([threads, late, webglWithoutOperator], { ...nothing, cell: threads.id });
    expect(provisionalRows(document)).toEqual([
      { kind: 'ranked', rank: 1, standing: 'none', cell: threads },
      { kind: 'without-result', cell: webglWithoutOperator },
    ]);
  });

  it('end with failures, then with what cannot be done', () => {
    const rows = resultRows(runDocument([webglWithoutOperator, webgpuThatFailed, simd], nothing));
    expect(rows.map((row) => row.cell.status)).toEqual(['measured', 'failed', 'unsupported']);
  });
});
