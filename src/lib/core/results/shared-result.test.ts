import { describe, expect, it } from 'vitest';
import { measuredCell, wrongCell } from '../../../../tests/fixtures/run-documents.ts';
import { anonymousDevice, sendable } from '../../../../tests/fixtures/submissions.ts';
import { deviceDetails, deviceTitle } from './device-words.ts';
import { sharedCells } from './shared-result.ts';

const reference = { ...measuredCell('wasm-simd', [1]).correctness, verdict: 'reference' } as const;

describe('the cells of a submission', () => {
  const { submission } = sendable([
    wrongCell('webgpu', [1, 1.01, 1.02]),
    measuredCell('wasm-simd', [4, 4.04, 4.08], { correctness: reference }),
    measuredCell('wasm-threads', [2, 2.02, 2.04]),
  ]);
  const { sentence, cells } = sharedCells(submission);

  it('stand in the order of their medians, wrong ones last however fast', () => {
    expect(cells.map(({ backend, standing }) => [backend, standing])).toEqual([
      ['wasm-threads', 'fastest'],
      ['wasm-simd', 'none'],
      ['webgpu', 'none'],
    ]);
  });

  it('get the figures that the sender’s own run had', () => {
    const [fastest, baseline, wrong] = cells;
    expect(fastest?.latency.medianMs).toBeCloseTo(2.02, 2);
    expect(fastest?.latency.ciLowMs).toBeLessThan(2.02);
    expect(fastest?.speedupOverBaseline?.ratio).toBeCloseTo(2, 2);
    expect(fastest?.throughputPerSecond).toBeCloseTo(1000 / 2.02, 0);
    expect(fastest?.firstResultMs).toBe(239);
    expect(baseline?.speedupOverBaseline?.ratio).toBe(1);
    expect(wrong?.speedupOverBaseline).toBeNull();
  });

  it('are judged for somebody who reads elsewhere', () => {
    expect(sentence).toMatch(
      /^Fastest on that device: WASM-threads \(4 threads\), 2(\.\d+)? .*times faster than WASM-SIMD\.$/,
    );
  });
});

describe('an anonymous device in words', () => {
  it('is called by what is known of it', () => {
    expect(deviceTitle(anonymousDevice())).toBe('Linux computer');
    expect(deviceDetails(anonymousDevice())).toEqual([
      'Chromium 156',
      'Intel gen-12lp graphics',
      '8–11 cores',
      '16 GiB memory or more',
    ]);
  });

  it('is not called anything where nothing is known', () => {
    const bare = anonymousDevice({
      browser: { family: 'other', majorVersion: null },
      os: 'other',
      formFactor: 'unknown',
      gpu: { vendor: 'other', architecture: 'unknown' },
      logicalCores: 64,
      memoryGiB: 1,
    });
    expect(deviceTitle(bare)).toBe('Unnamed device');
    expect(deviceDetails(bare)).toEqual([
      'another browser',
      'graphics',
      '64 cores or more',
      'under 2 GiB memory',
    ]);
    expect(deviceDetails({ ...bare, softwareRendering: true })).toContain('software graphics');
  });
});
