import type { Progress } from '#lib/bench/progress.ts';

/** Times of the cell that is being measured, as far as they have been told: at most ten a second are. */
export interface LiveSamples {
  /** Cell and round; another one begins anew. */
  readonly part: string;
  readonly points: readonly LivePoint[];
}

export interface LivePoint {
  readonly ms: number;
  readonly isWarmUp: boolean;
}

export const noSamples: LiveSamples = { part: '', points: [] };

/** A part of a round tells a few hundred at most; a very long one keeps its latest. */
const mostPoints = 400;

/** The samples with what one progress event adds to them; the same object where it adds nothing. */
export function addLiveSample(samples: LiveSamples, progress: Progress | null): LiveSamples {
  if (progress?.phase !== 'measuring') return samples;
  const part = `${progress.cell} ${progress.round}`;
  const known = part === samples.part ? samples : { part, points: [] };
  const isWarmUp = progress.step === 'warm-up';
  if (progress.latestMs === null || (!isWarmUp && progress.step !== 'sampling')) return known;
  return { part, points: [...known.points, { ms: progress.latestMs, isWarmUp }].slice(-mostPoints) };
}
