import { describe, expect, it } from 'vitest';
import { measuredCell } from '../run-document.test-data.ts';
import { boxPlotOf } from './box-plot.ts';

const cell = measuredCell({ backend: 'wasm-simd', medianMs: 3 });
const [round] = cell.rounds;
if (round === undefined) throw new Error('A measured cell has rounds.');
const withRounds = (...rounds: number[][]) => ({
  ...cell,
  rounds: rounds.map((samplesMs, index) => ({ ...round, round: index + 1, samplesMs })),
});

describe('a box plot', () => {
  it('pools all rounds, with quartiles of type 7', () => {
    // R: quantile(c(1, 2, 4, 7, 11, 16), c(.25, .5, .75)) gives 2.5, 5.5 and 10.
    const box = boxPlotOf(withRounds([16, 1, 7], [4, 11, 2]));
    expect(box).toMatchObject({ samples: 6, minMs: 1, maxMs: 16 });
    expect([box.lowerQuartileMs, box.medianMs, box.upperQuartileMs]).toEqual([2.5, 5.5, 10]);
  });

  it('ends its whiskers at samples within 1.5 box lengths, and keeps those beyond', () => {
    // Quartiles 3 and 7: fences at −3, 13 and, far out, 19.
    const box = boxPlotOf(withRounds([1, 2, 3, 4, 5, 6, 7, 13, 13.1]));
    expect([box.lowerQuartileMs, box.upperQuartileMs]).toEqual([3, 7]);
    expect([box.lowerWhiskerMs, box.upperWhiskerMs]).toEqual([1, 13]);
    expect(box.outliersMs).toEqual([13.1]);
    expect(box.farOutliers).toBe(0);
    expect(box.largestNearMs).toBe(13.1);
  });

  it('counts far outliers without dropping them', () => {
    const box = boxPlotOf(withRounds([1, 2, 3, 4, 5, 6, 7, 19, 19.1]));
    expect(box.outliersMs).toEqual([19, 19.1]);
    expect(box.farOutliers).toBe(1);
    expect(box.largestNearMs).toBe(19);
    expect(box.maxMs).toBe(19.1);
  });

  it('has no length where all samples are equal', () => {
    const box = boxPlotOf(withRounds([2, 2, 2]));
    expect([box.lowerWhiskerMs, box.medianMs, box.upperWhiskerMs]).toEqual([2, 2, 2]);
    expect(box.outliersMs).toEqual([]);
  });

  it('never draws a whisker into the box', () => {
    // Upper quartile 5.5 lies between samples 1 and 10; 10 is within the fence, so the whisker ends there.
    const box = boxPlotOf(withRounds([1, 1, 10]));
    expect(box.upperWhiskerMs).toBeGreaterThanOrEqual(box.upperQuartileMs);
    expect(box.lowerWhiskerMs).toBeLessThanOrEqual(box.lowerQuartileMs);
  });
});
