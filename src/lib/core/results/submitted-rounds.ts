import { median, sortSamples } from '../statistics/samples.ts';
import type { SubmittedCell, SubmittedRound } from './submission.ts';

/** A clock too coarse for the cell shows 0, which has no logarithm; the run document does the same. */
const smallestMedianMs = 1e-9;

/** A submitted cell's rounds with their medians, which are never sent: computed here from the samples. */
export function submittedRounds({
  rounds,
}: Pick<SubmittedCell, 'rounds'>): (SubmittedRound & { readonly medianMs: number })[] {
  return rounds.map((round) => ({
    ...round,
    medianMs: Math.max(smallestMedianMs, median(sortSamples(round.samplesMs))),
  }));
}
