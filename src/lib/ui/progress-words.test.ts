import { expect, it } from 'vitest';
import type { Progress } from '#lib/bench/progress.ts';
import { cellInWords, describeProgress } from './progress-words.ts';

const sampling: Progress = {
  phase: 'measuring',
  round: 2,
  rounds: 5,
  maximumRounds: 10,
  cell: 'onnxruntime-web/wasm-threads/t4/b1/fp32',
  position: 3,
  cells: 4,
  step: 'sampling',
  samples: 40,
  latestMs: 3.614,
  fraction: 0.3,
  remainingMs: 60_000,
};

it('says which cell, which round and which step', () => {
  expect(describeProgress(sampling)).toEqual({
    announcement: 'WASM-threads, 4 threads, round 2 of 5 to 10',
    detail: '3 of 4 in this round: sampling, 40 samples, latest 3.61 ms',
  });
});

it('keeps the announcement while only the samples change', () => {
  const later = { ...sampling, samples: 90, latestMs: 4 };
  expect(describeProgress(later).announcement).toBe(describeProgress(sampling).announcement);
  expect(describeProgress(later).detail).not.toBe(describeProgress(sampling).detail);
});

it('leaves out the most rounds where no more can come', () => {
  expect(describeProgress({ ...sampling, maximumRounds: 5, step: 'opening' }).announcement).toMatch(
    /round 2 of 5$/,
  );
});

it('names cells by what sets them apart', () => {
  expect(cellInWords('onnxruntime-web/webgpu/t1/b1/fp32')).toBe('WebGPU');
  expect(cellInWords('onnxruntime-web/wasm-simd/t1/b8/fp32')).toBe('WASM-SIMD, batch 8');
  expect(cellInWords('something-else')).toBe('something-else');
});

it('says why nothing moves while the tab is hidden', () => {
  const words = describeProgress({ phase: 'waiting', cause: 'hidden', cell: sampling.cell });
  expect(words.announcement).toBe('Waiting until this tab is visible again');
});

it('says why nothing moves while another tab measures', () => {
  const words = describeProgress({ phase: 'waiting', cause: 'other-tab' });
  expect(words.announcement).toBe('Another tab is measuring; this one starts when it is done');
});
