import { describe, expect, it } from 'vitest';
import { logScale } from '../log-scale.ts';
import { axisTicks, commonScale, floorHeight, histogramPath, pictureWidth, x } from './distribution-shape.ts';

const latencyMs = { count: 30, p10: 8, p25: 9, p50: 10, p75: 12, p90: 16, ciLow: 9.5, ciHigh: 10.5 };

describe('commonScale', () => {
  it('spans the tenths of all rows, and tails up to twice as far', () => {
    const histogram = { lowMs: 7, binRatio: 2, counts: [20, 9, 0, 0, 1] };
    const scale = commonScale([
      { latencyMs, histogram },
      { latencyMs: { ...latencyMs, p10: null, p25: 3, ciLow: null, ciHigh: null }, histogram: null },
    ]);
    expect(scale?.lowMs).toBeCloseTo(3 / 1.08, 10);
    // The last bin ends at 224 ms; twice the slow tenth is 32.
    expect(scale?.highMs).toBeCloseTo(32 * 1.08, 10);
    expect(commonScale([])).toBeNull();
  });
});

describe('histogramPath', () => {
  it('draws equal factors equally wide, the highest bar to the top, and closes on the floor', () => {
    const scale = { lowMs: 1, highMs: 16, place: (ms: number) => Math.log2(ms) / 4 };
    expect(histogramPath({ lowMs: 2, binRatio: 2, counts: [1, 4, 2] }, scale)).toBe(
      `M250 ${floorHeight}V57H500V0H750V38H1000V${floorHeight}Z`,
    );
  });

  it('keeps what lies beyond the scale at its ends', () => {
    const scale = logScale([10, 20]);
    if (scale === null) throw new Error('no scale');
    expect([x(0.1, scale), x(1e6, scale)]).toEqual([0, pictureWidth]);
  });
});

describe('axisTicks', () => {
  it('takes round durations, never more than can be read', () => {
    const ticks = (low: number, high: number) => axisTicks({ lowMs: low, highMs: high, place: () => 0 });
    expect(ticks(3, 60)).toEqual([5, 10, 20, 50]);
    expect(ticks(0.4, 900)).toEqual([1, 3, 10, 30, 100, 300]);
    expect(ticks(0.04, 900)).toEqual([0.1, 1, 10, 100]);
    expect(ticks(0.02, 0.9)).toEqual([0.02, 0.05, 0.1, 0.2, 0.5]);
    expect(ticks(1e-3, 1e5).length).toBeLessThanOrEqual(6);
  });
});
