import { describe, expect, it } from 'vitest';
import { measuredCell, runDocument, wrongCell } from '../../../../tests/fixtures/run-documents.ts';
import { compareRuns } from './compare-runs.ts';
import type { Cell, RunDocument } from './run-document.ts';

const run = (runId: string, cells: readonly Cell[], changes: Partial<RunDocument> = {}) =>
  runDocument(cells, { runId, ...changes });

describe('compareRuns', () => {
  it('says which cells got faster, which did not, and which it leaves out', () => {
    const before = run('b', [
      measuredCell('wasm-simd', [20, 20.2, 19.8]),
      measuredCell('wasm-threads', [5, 5.1, 4.9, 5.05]),
      wrongCell('webgpu', [1, 1, 1]),
    ]);
    const after = run('a', [
      measuredCell('wasm-threads', [5.02, 4.95, 5.1]),
      measuredCell('wasm-simd', [10, 10.1, 9.9]),
      measuredCell('webgpu', [1, 1, 1]),
    ]);
    const compared = compareRuns(after, before);
    if (compared.status !== 'compared') throw new Error(compared.reason);
    expect(compared.cells.map(({ id, verdict }) => [id.split('/')[1], verdict])).toEqual([
      ['wasm-threads', 'no-difference'],
      ['wasm-simd', 'a-faster'],
    ]);
    const [equal, faster] = compared.cells;
    expect(equal?.ciLow).toBeLessThan(1);
    expect(equal?.ciHigh).toBeGreaterThan(1);
    expect(faster?.ratio).toBeCloseTo(2, 2);
    // Two tests: the smaller p-value is held against 0.025.
    expect(faster?.confidence).toBeCloseTo(0.975, 9);
    expect(compared.leftOut).toEqual(['onnxruntime-web/webgpu/t1/b1/fp32']);
  });

  it('has a ratio but no verdict under three rounds', () => {
    const compared = compareRuns(
      run('a', [measuredCell('wasm-simd', [1, 1])]),
      run('b', [measuredCell('wasm-simd', [2, 2, 2])]),
    );
    if (compared.status !== 'compared') throw new Error(compared.reason);
    expect(compared.cells[0]).toMatchObject({ verdict: 'undecidable', ciLow: null, confidence: null });
    expect(compared.cells[0]?.ratio).toBeCloseTo(2, 9);
  });

  it('never calls less than 2 % a difference', () => {
    const compared = compareRuns(
      run('a', [measuredCell('wasm-simd', [1, 1, 1])]),
      run('b', [measuredCell('wasm-simd', [1.019, 1.019, 1.019])]),
    );
    if (compared.status !== 'compared') throw new Error(compared.reason);
    expect(compared.cells[0]?.verdict).toBe('no-difference');
  });

  const cells = [measuredCell('wasm-simd', [1, 1, 1])];
  const { model } = runDocument(cells);
  const fed = (shape: number[], value: number) => [
    {
      batch: 1,
      inputs: [{ name: 'x', dtype: 'float32' as const, shape, rule: { kind: 'constant' as const, value } }],
    },
  ];
  it.each<[string, RunDocument, RunDocument, RegExp]>([
    ['the same run', run('a', cells), run('a', cells), /same run/],
    [
      'another model',
      run('a', cells),
      run('b', cells, { model: { ...model, sha256: 'cd'.repeat(32) } }),
      /different models.*SHA-256/,
    ],
    ['another protocol', run('a', cells), run('b', cells, { protocolVersion: 2 }), /versions 1 and 2/],
    [
      'other dimensions',
      run('a', cells, { model: { ...model, fed: fed([1, 8], 0) } }),
      run('b', cells, { model: { ...model, fed: fed([1, 16], 0) } }),
      /x was 1 × 8 in one and 1 × 16 in the other/,
    ],
    [
      'other numbers fed',
      run('a', cells, { model: { ...model, fed: fed([1, 8], 0) } }),
      run('b', cells, { model: { ...model, fed: fed([1, 8], 1) } }),
      /different kinds of numbers/,
    ],
    ['nothing in common', run('a', cells), run('b', [measuredCell('webgl', [1, 1, 1])]), /in common/],
  ])('refuses %s with the reason', (_what, a, b, words) => {
    const compared = compareRuns(a, b);
    expect(compared.status).toBe('refused');
    if (compared.status === 'refused') expect(compared.reason).toMatch(words);
  });
});
