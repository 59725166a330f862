import { estimateFromRounds } from '../statistics/rounds.ts';
import {
  maximum,
  mean,
  median,
  medianAbsoluteDeviation,
  minimum,
  sortSamples,
} from '../statistics/samples.ts';
import { p90OfRounds, p99OfRounds } from '../statistics/tails.ts';
import { roundDuration } from './measured-round.ts';
import type { ColdPath, Latency, Round } from './run-document.ts';

/**
 * What a cell's rounds say together. The median and its interval come from the rounds' medians, because the round is
 * the unit of replication; the mean and the deviation are averaged over rounds too, so that a noisy round, which is
 * sampled longer, does not weigh more than a calm one. Tails come from single-run samples only, since a batch's mean
 * hides them, and weigh every round alike for the same reason.
 */
export function latencyOf(rounds: readonly Pick<Round, 'medianMs' | 'samplesMs' | 'batchOfRuns'>[]): Latency {
  const estimate = estimateFromRounds(rounds.map((round) => round.medianMs));
  const sorted = rounds.map((round) => sortSamples(round.samplesMs));
  const single = rounds.every((round) => round.batchOfRuns === 1);
  return {
    medianMs: roundDuration(estimate.median),
    ciLowMs: estimate.interval && roundDuration(estimate.interval.low),
    ciHighMs: estimate.interval && roundDuration(estimate.interval.high),
    meanMs: roundDuration(mean(sorted.map(mean))),
    minMs: Math.min(...sorted.map(minimum)),
    maxMs: Math.max(...sorted.map(maximum)),
    madMs: roundDuration(mean(sorted.map(medianAbsoluteDeviation))),
    p90Ms: single ? nullable(p90OfRounds(sorted)) : null,
    p99Ms: single ? nullable(p99OfRounds(sorted)) : null,
  };
}

function nullable(durationMs: number | null): number | null {
  return durationMs === null ? null : roundDuration(durationMs);
}

/** The cold path once the browser's caches were filled: medians over all rounds but the first; null without any. */
export function cachedColdPath(rounds: readonly Round[]): ColdPath | null {
  const later = rounds.slice(1).map((round) => round.cold);
  if (later.length === 0) return null;
  const middle = (values: number[]) => roundDuration(median(sortSamples(values)));
  return {
    runtimeMs: middle(later.map((cold) => cold.runtimeMs)),
    sessionMs: middle(later.map((cold) => cold.sessionMs)),
    firstRunMs: middle(later.map((cold) => cold.firstRunMs)),
  };
}
