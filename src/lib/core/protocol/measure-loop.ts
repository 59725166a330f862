import { quantile, sortSamples, median } from '../statistics/samples.ts';
import { medianInterval } from '../statistics/median-interval.ts';
import type { Preset } from './presets.ts';

/** What the loop needs from the world. `now` is a monotonic clock in milliseconds. */
export interface LoopClock {
  now(): number;
  /** Lets promises, messages and the garbage collector have their turn, outside the timed part. */
  turn(): Promise<void>;
  /** Smallest step that `now` shows, in milliseconds. */
  readonly resolutionMs: number;
}

export type LoopSettings = Pick<
  Preset,
  'warmUpMinimumMs' | 'warmUpMaximumMs' | 'samplingMinimumMs' | 'samplingMaximumMs'
>;

export interface LoopProgress {
  readonly step: 'warm-up' | 'sampling';
  readonly samples: number;
  readonly latestMs: number;
}

export type LoopFlag = 'no-steady-state' | 'few-samples' | 'noisy';

export interface LoopResult {
  /** Runs that make one sample, so that the clock's step is at most 1 % of it. */
  readonly batchOfRuns: number;
  /** Milliseconds per run, in the order they were taken. */
  readonly samplesMs: readonly number[];
  readonly warmUpIterations: number;
  readonly warmUpMs: number;
  readonly flags: readonly LoopFlag[];
}

/** Iterations that came before the loop (the correctness inputs) and count as warm-up. */
export interface WarmedUp {
  readonly iterations: number;
  readonly elapsedMs: number;
}

const windowSamples = 8;
const windowsPerMinimum = 10;
const warmUpMinimumIterations = 3;
const warmUpMaximumIterations = 50;
const steadyRelativeStep = 0.02;
const wantedSamples = 20;
const fewestSamples = 3;
const mostSamples = 200;
const checkEvery = 5;
/** Checking sorts all samples: done at fixed steps it would come to cost more than the samples. */
const checkEveryShare = 1 / 20;
const wantedRelativeHalfWidth = 0.02;
const maximumBatchOfRuns = 1_000_000;
const progressEveryMs = 100;

/**
 * Runs one cell's measuring loop of one round: warm-up by windowed medians, then samples until the interval of their
 * median is narrow enough (measurement.md section 5.5, steps 2 to 4).
 *
 * @param run one inference, upload and readback included
 * @throws whatever `run` throws
 */
export async function measureLoop(
  run: () => Promise<void>,
  settings: LoopSettings,
  clock: LoopClock,
  before: WarmedUp = { iterations: 0, elapsedMs: 0 },
  onProgress: (progress: LoopProgress) => void = () => {},
): Promise<LoopResult> {
  const report = throttled(clock, onProgress);
  const warmUp = await warmUpUntilSteady(run, settings, clock, before, report);
  const batchOfRuns = batchFor(warmUp.runMs, clock.resolutionMs);
  const samplesMs = await sample(run, batchOfRuns, settings, clock, report);
  const flags: LoopFlag[] = [];
  if (!warmUp.steady) flags.push('no-steady-state');
  if (samplesMs.length < wantedSamples) flags.push('few-samples');
  if (relativeHalfWidth(samplesMs) > wantedRelativeHalfWidth) flags.push('noisy');
  return {
    batchOfRuns,
    samplesMs,
    warmUpIterations: warmUp.iterations + before.iterations,
    warmUpMs: warmUp.elapsedMs + before.elapsedMs,
    flags,
  };
}

interface WarmUp {
  readonly steady: boolean;
  readonly iterations: number;
  readonly elapsedMs: number;
  readonly runMs: number;
}

/**
 * A window holds eight iterations, or as many as fill a tenth of the shortest warm-up: the median of eight runs of
 * a few microseconds each says more about the clock than about the engine. Steady is when two consecutive windows'
 * medians differ by at most 2 % (or two clock steps), twice running.
 */
async function warmUpUntilSteady(
  run: () => Promise<void>,
  settings: LoopSettings,
  clock: LoopClock,
  before: WarmedUp,
  report: (progress: LoopProgress) => void,
): Promise<WarmUp> {
  const startedAt = clock.now();
  const windowMs = settings.warmUpMinimumMs / windowsPerMinimum;
  let window: number[] = [];
  let windowStartedAt = startedAt;
  let previousMs: number | null = null;
  let calmSteps = 0;
  let iterations = 0;
  let batchOfRuns = 1;
  for (;;) {
    const startMs = clock.now();
    for (let i = 0; i < batchOfRuns; i++) await run();
    const endMs = clock.now();
    iterations += batchOfRuns;
    let latestMs = (endMs - startMs) / batchOfRuns;
    if (endMs - startMs < 20 * clock.resolutionMs && batchOfRuns < maximumBatchOfRuns) batchOfRuns *= 2;
    else window.push(latestMs);
    if (window.length >= windowSamples && endMs - windowStartedAt >= windowMs) {
      const medianMs = median(sortSamples(window));
      const allowedMs = Math.max(steadyRelativeStep * medianMs, (2 * clock.resolutionMs) / batchOfRuns);
      calmSteps = previousMs !== null && Math.abs(medianMs - previousMs) <= allowedMs ? calmSteps + 1 : 0;
      previousMs = medianMs;
      latestMs = medianMs;
      window = [];
      windowStartedAt = endMs;
    }
    const elapsedMs = endMs - startedAt;
    const allIterations = iterations + before.iterations;
    const allElapsedMs = elapsedMs + before.elapsedMs;
    const enough = allIterations >= warmUpMinimumIterations && allElapsedMs >= settings.warmUpMinimumMs;
    const steady = calmSteps >= 2;
    const tooLong =
      allElapsedMs >= settings.warmUpMaximumMs ||
      (allIterations >= warmUpMaximumIterations && allElapsedMs >= 4 * settings.warmUpMinimumMs);
    if (enough && (steady || tooLong)) {
      return { steady, iterations, elapsedMs, runMs: previousMs ?? typical(window, latestMs) };
    }
    report({ step: 'warm-up', samples: iterations, latestMs });
    await clock.turn();
  }
}

function typical(window: readonly number[], otherwise: number): number {
  return window.length === 0 ? otherwise : median(sortSamples(window));
}

/** Enough runs that one step of the clock is at most 1 % of a sample. */
export function batchFor(runMs: number, resolutionMs: number): number {
  if (runMs <= 0) return maximumBatchOfRuns;
  return Math.min(maximumBatchOfRuns, Math.max(1, Math.ceil((100 * resolutionMs) / runMs)));
}

async function sample(
  run: () => Promise<void>,
  batchOfRuns: number,
  settings: LoopSettings,
  clock: LoopClock,
  report: (progress: LoopProgress) => void,
): Promise<number[]> {
  const samplesMs: number[] = [];
  const startedAt = clock.now();
  let nextCheck = wantedSamples;
  for (;;) {
    const startMs = clock.now();
    for (let i = 0; i < batchOfRuns; i++) await run();
    const endMs = clock.now();
    const runMs = (endMs - startMs) / batchOfRuns;
    samplesMs.push(runMs);
    const elapsedMs = endMs - startedAt;
    if (elapsedMs >= settings.samplingMaximumMs && samplesMs.length >= fewestSamples) return samplesMs;
    const isDue = samplesMs.length >= nextCheck || samplesMs.length === mostSamples;
    if (isDue && elapsedMs >= settings.samplingMinimumMs) {
      nextCheck = samplesMs.length + Math.max(checkEvery, Math.floor(samplesMs.length * checkEveryShare));
      if (samplesMs.length >= mostSamples || relativeHalfWidth(samplesMs) <= wantedRelativeHalfWidth)
        return samplesMs;
    }
    report({ step: 'sampling', samples: samplesMs.length, latestMs: runMs });
    await clock.turn();
  }
}

/** Half the width of the median's interval as a share of the median; infinite where there is no interval. */
function relativeHalfWidth(samplesMs: readonly number[]): number {
  const sorted = sortSamples(samplesMs);
  const interval = medianInterval(sorted);
  const middle = quantile(sorted, 0.5);
  return interval === null || middle === 0 ? Infinity : (interval.high - interval.low) / (2 * middle);
}

function throttled(clock: LoopClock, report: (progress: LoopProgress) => void) {
  let lastMs = -Infinity;
  return (progress: LoopProgress) => {
    const nowMs = clock.now();
    if (nowMs - lastMs < progressEveryMs) return;
    lastMs = nowMs;
    report(progress);
  };
}
