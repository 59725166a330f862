import { describe, expect, it } from 'vitest';
import type { BoardConfiguration } from '#lib/core/results/board-entry.ts';
import { backendSentence, boardTitle, comparisonSentence, shortTitle } from './board-titles.ts';

const webgpu: BoardConfiguration = {
  key: 'a',
  engine: 'onnxruntime-web',
  engineVersion: '1.30.0',
  backend: 'webgpu',
  threads: 1,
  batch: 1,
  precision: 'fp32',
  shapes: null,
};
const threads: BoardConfiguration = { ...webgpu, key: 'b', backend: 'wasm-threads', threads: 4 };
const ratio = { count: 40, p10: 1.1, p25: 1.4, p50: 1.8, p75: 2, p90: 3, ciLow: 1.6, ciHigh: 2 };

describe('titles', () => {
  it('name what tells a board from the other first', () => {
    expect(shortTitle(threads, webgpu)).toBe('WASM-threads (4 threads)');
    expect(shortTitle({ ...webgpu, engineVersion: '1.29.1' }, webgpu)).toBe('ONNX Runtime Web 1.29.1');
    expect(shortTitle({ ...webgpu, engine: 'tfjs' }, webgpu)).toBe('TensorFlow.js on WebGPU');
    expect(boardTitle({ ...threads, batch: 4, shapes: [[1, 3, 224, 224]] })).toBe(
      'ONNX Runtime Web 1.30.0, WASM-threads (4 threads), fp32, batch 4, 1 × 3 × 224 × 224',
    );
  });
});

describe('sentences', () => {
  it('say how many times as fast, with the interval, or that nothing can be said', () => {
    const compared = {
      faster: threads,
      slower: webgpu,
      ratio,
      shareFaster: 0.9,
      verdict: 'a-faster',
    } as const;
    expect(backendSentence(compared)).toBe(
      'On devices that ran both, WASM-threads (4 threads) is 1.80 times as fast as WebGPU (95\u00a0%: 1.60–2.00).',
    );
    expect(backendSentence({ ...compared, verdict: 'no-difference' })).toBe(
      'On devices that ran both, there is no significant difference between WASM-threads (4 threads) and WebGPU: the ratio is 1.80× (95\u00a0%: 1.60–2.00).',
    );
    expect(
      backendSentence({
        ...compared,
        ratio: { ...ratio, ciLow: null, ciHigh: null },
        verdict: 'undecidable',
      }),
    ).toMatch(/too few browsers measured for an interval\.$/);
  });

  it('make the faster side the subject', () => {
    const crowds = {
      kind: 'crowds',
      ratio: { ratio: 0.5, ciLow: 0.4, ciHigh: 0.625, verdict: 'b-faster' },
    } as const;
    expect(comparisonSentence('A', 'B', crowds)).toBe('B is 2.00 times as fast as A (95\u00a0%: 1.60–2.50).');
    expect(
      comparisonSentence('A', 'B', { ...crowds, ratio: { ...crowds.ratio, verdict: 'no-difference' } }),
    ).toBe('There is no significant difference between B and A: the ratio is 2.00× (95\u00a0%: 1.60–2.50).');
  });
});
