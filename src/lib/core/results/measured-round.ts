import type { LoopResult } from '../protocol/measure-loop.ts';
import { medianInterval } from '../statistics/median-interval.ts';
import { median, sortSamples } from '../statistics/samples.ts';
import type { ColdPath, Round } from './run-document.ts';

/** Six digits are finer than any clock; more would only make documents longer. */
export function roundDuration(durationMs: number): number {
  return Number(durationMs.toPrecision(6));
}

/** A median has to have a logarithm; 0 is what a clock shows that is too coarse for even the longest batch of runs. */
const smallestMedianMs = 1e-9;

/** A cell's samples in one round, as the run document holds them. Everything is computed from the rounded samples. */
export function measuredRound(round: number, position: number, cold: ColdPath, loop: LoopResult): Round {
  const samplesMs = loop.samplesMs.map(roundDuration);
  const sorted = sortSamples(samplesMs);
  const interval = medianInterval(sorted);
  return {
    round,
    position,
    batchOfRuns: loop.batchOfRuns,
    medianMs: Math.max(smallestMedianMs, roundDuration(median(sorted))),
    ciLowMs: interval?.low ?? null,
    ciHighMs: interval?.high ?? null,
    samplesMs,
    warmUp: { iterations: loop.warmUpIterations, elapsedMs: roundDuration(loop.warmUpMs) },
    cold: {
      runtimeMs: roundDuration(cold.runtimeMs),
      sessionMs: roundDuration(cold.sessionMs),
      firstRunMs: roundDuration(cold.firstRunMs),
    },
    flags: [...loop.flags],
  };
}
