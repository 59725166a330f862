import type { MeasuredCell } from '#lib/core/results/run-document.ts';
import { maximum, median, minimum, sortSamples } from '#lib/core/statistics/samples.ts';

/** Neighbouring samples drawn as one mark. */
export interface SampleBucket {
  /** Place of the middle of the bucket among all samples of the cell, the first sample lying at 0.5. */
  readonly place: number;
  readonly samples: number;
  readonly minMs: number;
  readonly medianMs: number;
  readonly maxMs: number;
}

export interface SampleBand {
  readonly round: number;
  /** The band reaches from `start` to `end` on the axis of places. */
  readonly start: number;
  readonly end: number;
  readonly buckets: readonly SampleBucket[];
}

/**
 * A cell's samples in the order in which they were measured, round after round. Where there are more than
 * `maximumBuckets` in all, neighbours become one bucket, whose extremes are kept: a mark never hides a slow sample.
 */
export function sampleBands(cell: MeasuredCell, maximumBuckets: number): SampleBand[] {
  const total = cell.rounds.reduce((sum, round) => sum + round.samplesMs.length, 0);
  const perBucket = Math.max(1, Math.ceil(total / maximumBuckets));
  let start = 0;
  return cell.rounds.map(({ round, samplesMs }) => {
    const band = {
      round,
      start,
      end: start + samplesMs.length,
      buckets: bucketsOf(samplesMs, perBucket, start),
    };
    start = band.end;
    return band;
  });
}

function bucketsOf(samplesMs: readonly number[], perBucket: number, start: number): SampleBucket[] {
  return Array.from({ length: Math.ceil(samplesMs.length / perBucket) }, (_, index) => {
    const first = index * perBucket;
    const sorted = sortSamples(samplesMs.slice(first, first + perBucket));
    return {
      place: start + first + sorted.length / 2,
      samples: sorted.length,
      minMs: minimum(sorted),
      medianMs: median(sorted),
      maxMs: maximum(sorted),
    };
  });
}
