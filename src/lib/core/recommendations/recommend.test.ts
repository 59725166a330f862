import { describe, expect, it } from 'vitest';
import {
  failedCell,
  measuredCell,
  runDocument,
  unsupportedCell,
  wrongCell,
} from '../../../../tests/fixtures/run-documents.ts';

const fast = [1, 1.02, 0.99, 1.01, 1];
const slow = [1.8, 1.82, 1.79, 1.85, 1.78];

describe('recommend', () => {
  it('names the fastest cell with the interval of its ratio to the second', () => {
    const { recommendation } = runDocument([
      measuredCell('wasm-simd', slow),
      measuredCell('wasm-threads', fast),
      measuredCell(
        'webgpu',
        slow.map((value) => value * 3),
      ),
    ]);
    expect(recommendation.cell).toBe('onnxruntime-web/wasm-threads/t4/b1/fp32');
    expect(recommendation.tied).toEqual([]);
    expect(recommendation.sentence).toMatch(
      /^Fastest on this device: WASM-threads \(4 threads\), 1\.80 \(1\.7\d–1\.8\d\) times faster than WASM-SIMD\.$/,
    );
  });

  it('says that there is no significant difference where there is none', () => {
    const { recommendation } = runDocument([
      measuredCell('wasm-simd', [1, 1.2, 0.9, 1.1, 1]),
      measuredCell('webgl', [1.1, 1, 1, 1.05, 1.02]),
    ]);
    expect(recommendation).toMatchObject({
      cell: null,
      sentence: 'No significant difference between WebGL and WASM-SIMD.',
    });
    expect(recommendation.tied).toHaveLength(2);
  });

  it('calls a difference under 2 % none, however certain', () => {
    const { recommendation } = runDocument([
      measuredCell('wasm-simd', [1, 1.0001, 1, 1.0001, 1]),
      measuredCell('webgl', [1.01, 1.0101, 1.01, 1.0101, 1.01]),
    ]);
    expect(recommendation.cell).toBeNull();
  });

  it('never recommends a wrong result, however fast', () => {
    const { recommendation } = runDocument([wrongCell('webgpu', fast), measuredCell('wasm-simd', slow)]);
    expect(recommendation.cell).toBe('onnxruntime-web/wasm-simd/t1/b1/fp32');
    expect(recommendation.sentence).toContain('Only WASM-SIMD gave a usable result');
    expect(runDocument([wrongCell('webgpu', fast)]).recommendation.sentence).toContain('wrong');
  });

  it('names no winner from two rounds', () => {
    const { recommendation } = runDocument([
      measuredCell('wasm-simd', [2, 2]),
      measuredCell('webgl', [1, 1]),
    ]);
    expect(recommendation.cell).toBeNull();
    expect(recommendation.sentence).toContain('Too few rounds');
  });

  it('recommends nothing whose outputs could not be checked', () => {
    const cell = measuredCell('wasm-simd', fast);
    const unchecked = { ...cell, correctness: { ...cell.correctness, verdict: 'unchecked' as const } };
    const { recommendation } = runDocument([unchecked]);
    expect(recommendation.cell).toBeNull();
    expect(recommendation.sentence).toContain('could not be checked');
  });

  it('compares batch sizes by the time of one item, and says so', () => {
    const single = measuredCell('webgpu', [20, 20.1, 19.9]);
    const four = {
      ...measuredCell('webgpu', [40, 40.1, 39.9]),
      id: 'onnxruntime-web/webgpu/t1/b4/fp32',
      batch: 4,
    };
    const { recommendation } = runDocument([single, four]);
    expect(recommendation.cell).toBe(four.id);
    expect(recommendation.sentence).toContain('times faster per item than WebGPU (batch 1)');
  });

  it('says everything there is to be careful about', () => {
    const cell = measuredCell('webgpu', fast, { flags: ['software-rendering'] });
    const warned = { ...cell, correctness: { ...cell.correctness, verdict: 'warn' as const } };
    const { sentence } = runDocument([warned, measuredCell('wasm-simd', slow)]).recommendation;
    expect(sentence).toContain('in software');
    expect(sentence).toContain('differ a little');
  });

  it('does not call a run that was stopped wrong', () => {
    const cells = [wrongCell('webgpu', fast), failedCell('wasm-simd', { kind: 'cancelled' })];
    expect(runDocument(cells).recommendation.sentence).toContain('Stopped before');
  });

  it('warns about software rendering', () => {
    const cells = [
      measuredCell('webgpu', fast, { flags: ['software-rendering'] }),
      measuredCell('wasm-simd', slow),
    ];
    expect(runDocument(cells).recommendation.sentence).toContain('in software');
  });

  it('says why nothing was measured', () => {
    const { recommendation } = runDocument([
      unsupportedCell('webgpu', { kind: 'no-adapter' }),
      failedCell('wasm-simd', { kind: 'timeout', step: 'measuring', limitMs: 1000 }),
    ]);
    expect(recommendation.sentence).toBe(
      'Nothing could be measured. Stopped after 1 second while measuring.',
    );
  });
});
