import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measuredCell } from '../run-document.test-data.ts';
import { sampleBands } from './sample-series.ts';

const cell = measuredCell({ backend: 'wasm-simd', medianMs: 3 });
const [round] = cell.rounds;
if (round === undefined) throw new Error('A measured cell has rounds.');
const withRounds = (rounds: number[][]) => ({
  ...cell,
  rounds: rounds.map((samplesMs, index) => ({ ...round, round: index + 1, samplesMs })),
});

describe('samples over time', () => {
  it('shows each sample by itself while there is room', () => {
    const bands = sampleBands(withRounds([[3, 1], [2]]), 3);
    expect(bands).toEqual([
      {
        round: 1,
        start: 0,
        end: 2,
        buckets: [
          { place: 0.5, samples: 1, minMs: 3, medianMs: 3, maxMs: 3 },
          { place: 1.5, samples: 1, minMs: 1, medianMs: 1, maxMs: 1 },
        ],
      },
      { round: 2, start: 2, end: 3, buckets: [{ place: 2.5, samples: 1, minMs: 2, medianMs: 2, maxMs: 2 }] },
    ]);
  });

  it('joins neighbours, never across rounds', () => {
    const [first, second] = sampleBands(
      withRounds([
        [1, 9, 2],
        [5, 7],
      ]),
      3,
    );
    expect(first?.buckets.map(({ samples, minMs, maxMs }) => [samples, minMs, maxMs])).toEqual([
      [2, 1, 9],
      [1, 2, 2],
    ]);
    expect(second?.buckets).toEqual([{ place: 4, samples: 2, minMs: 5, medianMs: 6, maxMs: 7 }]);
  });

  it('loses no sample and hides no extreme', () => {
    const rounds = fc.array(
      fc.array(fc.double({ min: 0.001, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 300 }),
      {
        minLength: 1,
        maxLength: 10,
      },
    );
    fc.assert(
      fc.property(rounds, fc.integer({ min: 1, max: 150 }), (samples, maximumBuckets) => {
        const buckets = sampleBands(withRounds(samples), maximumBuckets).flatMap((band) => band.buckets);
        expect(buckets.length).toBeLessThanOrEqual(maximumBuckets + samples.length);
        expect(buckets.reduce((sum, bucket) => sum + bucket.samples, 0)).toBe(samples.flat().length);
        expect(Math.max(...buckets.map(({ maxMs }) => maxMs))).toBe(Math.max(...samples.flat()));
        expect(Math.min(...buckets.map(({ minMs }) => minMs))).toBe(Math.min(...samples.flat()));
      }),
    );
  });
});
