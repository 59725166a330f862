import { describe, expect, it } from 'vitest';
import {
  measuredCell,
  runDocument,
  unsupportedCell,
  wrongCell,
} from '../../../../tests/fixtures/run-documents.ts';
import type { Cell, MeasuredCell } from '../results/run-document.ts';
import { deviceMatrices, type DeviceMatrix } from './device-matrix.ts';

const around = (ms: number) => [ms, ms * 1.01, ms * 0.99];
const run = (name: string, cells: readonly Cell[]) => ({
  name,
  document: runDocument(cells, { runId: name }),
});
const threads = (requested: number, medians: readonly number[]): MeasuredCell =>
  measuredCell('wasm-threads', medians, {
    id: `onnxruntime-web/wasm-threads/t${requested}/b1/fp32`,
    threads: { requested, observed: requested },
  });

const laptop = run('laptop', [
  measuredCell('webgpu', around(2)),
  threads(4, around(5)),
  measuredCell('wasm-simd', around(12)),
]);
const phone = run('phone', [
  measuredCell('webgpu', around(20)),
  threads(2, around(10)),
  measuredCell('wasm-simd', around(18)),
]);

function only(matrices: readonly DeviceMatrix[]): DeviceMatrix {
  const [matrix, ...others] = matrices;
  if (matrix === undefined || others.length > 0) throw new Error('One matrix was wanted.');
  return matrix;
}

function chosen({ choice }: DeviceMatrix) {
  if (choice.status !== 'chosen') throw new Error('A choice was wanted.');
  return choice;
}

describe('deviceMatrices', () => {
  it('sets devices side by side, whatever their number of threads, and names each winner', () => {
    const matrix = only(deviceMatrices([laptop, phone]));
    expect(matrix.configurations.map(({ title }) => title)).toEqual(['WebGPU', 'WASM-threads', 'WASM-SIMD']);
    expect(matrix.rows.map(({ best }) => best?.id)).toEqual([
      'onnxruntime-web/webgpu/t1/b1/fp32',
      'onnxruntime-web/wasm-threads/t2/b1/fp32',
    ]);
    expect(matrix.rows.map(({ recommendation }) => recommendation.cell)).toEqual(
      matrix.rows.map(({ best }) => best?.id),
    );
    expect(matrix.rows[1]?.cells.map((cell) => cell?.threads.requested)).toEqual([1, 2, 1]);
  });

  it('keeps numbers of threads apart where a run has several', () => {
    const swept = run('swept', [threads(2, around(6)), threads(4, around(5))]);
    const matrix = only(deviceMatrices([swept, phone]));
    expect(matrix.configurations.map(({ title }) => title)).toEqual([
      'WASM-threads (4 threads)',
      'WASM-threads (2 threads)',
      'WASM-SIMD',
      'WebGPU',
    ]);
    expect(matrix.rows[1]?.cells[0]).toBeNull();
  });

  it('chooses what costs the worst-served device least', () => {
    // WebGPU: 1 on the laptop, 2 on the phone. WASM-threads: 2.5 and 1. So WebGPU, at worst twice the best.
    const choice = chosen(only(deviceMatrices([laptop, phone])));
    expect(choice.configuration.title).toBe('WebGPU');
    expect(choice.worst).toMatchObject({ row: 1 });
    expect(choice.worst.ratio).toBeCloseTo(2, 6);
    expect(choice.worst.ciLow).toBeLessThanOrEqual(2);
    expect(choice.regrets[0]).toEqual({ row: 0, ratio: 1, ciLow: 1, ciHigh: 1 });
    expect(choice.meanRatio).toBeCloseTo(Math.SQRT2, 6);
    expect(choice.missing).toEqual([]);
  });

  it('prefers what is right on every device over what is fast on some, and says where it is missing', () => {
    const withoutGpu = run('old phone', [
      unsupportedCell('webgpu', { kind: 'no-webgpu' }),
      threads(2, around(30)),
      measuredCell('wasm-simd', around(50)),
    ]);
    expect(chosen(only(deviceMatrices([laptop, phone, withoutGpu]))).configuration.title).toBe(
      'WASM-threads',
    );

    const apart = only(
      deviceMatrices([
        run('a', [measuredCell('webgpu', around(1)), wrongCell('wasm-simd', around(1))]),
        run('b', [measuredCell('webgpu', around(1))]),
        run('c', [wrongCell('webgpu', around(1)), measuredCell('wasm-simd', around(3))]),
      ]),
    );
    expect(chosen(apart).configuration.title).toBe('WebGPU');
    expect(chosen(apart).missing).toEqual([2]);
  });

  it('counts a run once, keeps models apart, and chooses nothing from nothing', () => {
    const other = runDocument([wrongCell('webgl', around(1))], { runId: 'other' });
    const renamed = { ...other, model: { ...other.model, sha256: 'cd'.repeat(32) } };
    const matrices = deviceMatrices([laptop, laptop, { name: 'other', document: renamed }]);
    expect(matrices.map(({ rows }) => rows.length)).toEqual([1, 1]);
    expect(matrices[1]?.choice).toEqual({ status: 'none' });
  });

  it('compares batch sizes by the time of one item', () => {
    const batched = measuredCell('webgpu', around(6), { id: 'onnxruntime-web/webgpu/t1/b4/fp32', batch: 4 });
    const matrix = only(deviceMatrices([run('a', [measuredCell('webgpu', around(2)), batched])]));
    expect(matrix.rows[0]?.best?.batch).toBe(4);
    expect(chosen(matrix).configuration.title).toBe('WebGPU (batch 4)');
  });
});
