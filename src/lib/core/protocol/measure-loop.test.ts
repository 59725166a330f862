import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchFor, measureLoop, type LoopClock, type LoopProgress } from './measure-loop.ts';
import { presets } from './presets.ts';

/** A clock that moves only when a run takes time: the loop is measured against invented durations, exactly. */
function world(runMs: (iteration: number) => number, resolutionMs = 0.005) {
  let nowMs = 0;
  let iteration = 0;
  let turns = 0;
  const clock: LoopClock = {
    now: () => Math.floor(nowMs / resolutionMs + 1e-6) * resolutionMs,
    turn: () => {
      turns += 1;
      return Promise.resolve();
    },
    resolutionMs,
  };
  const run = () => {
    nowMs += runMs(iteration++);
    return Promise.resolve();
  };
  return { clock, run, iterations: () => iteration, elapsedMs: () => nowMs, turns: () => turns };
}

describe('measureLoop', () => {
  it('takes at least 20 samples and the shortest sampling time of a steady engine', async () => {
    const { clock, run } = world(() => 10);
    const result = await measureLoop(run, presets.standard, clock);
    expect(result.flags).toEqual([]);
    expect(result.samplesMs).toHaveLength(100);
    for (const sampleMs of result.samplesMs) expect(sampleMs).toBeCloseTo(10, 1);
    expect(result.batchOfRuns).toBe(1);
    expect(result.warmUpMs).toBeGreaterThanOrEqual(presets.standard.warmUpMinimumMs);
  });

  it('keeps warming up while runs get faster, and leaves the slow ones out of the samples', async () => {
    const { clock, run } = world((iteration) => (iteration < 60 ? 20 - iteration * 0.3 : 2));
    const result = await measureLoop(run, presets.standard, clock);
    expect(Math.max(...result.samplesMs)).toBeCloseTo(2, 1);
    expect(result.flags).not.toContain('no-steady-state');
  });

  it('gives up warming up an engine that never settles, and says so', async () => {
    const { clock, run } = world((iteration) => 10 * 1.02 ** iteration);
    const result = await measureLoop(run, presets.quick, clock);
    expect(result.flags).toContain('no-steady-state');
  });

  it('measures a slow engine a few times and flags that', async () => {
    const { clock, run, iterations } = world(() => 4000);
    const result = await measureLoop(run, presets.standard, clock);
    expect(result.samplesMs).toHaveLength(3);
    expect(result.flags).toEqual(['no-steady-state', 'few-samples', 'noisy']);
    expect(iterations()).toBeLessThanOrEqual(6);
  });

  it('puts enough runs into a sample that a coarse clock is at most 1 % of it', async () => {
    const { clock, run } = world(() => 0.3, 1);
    const result = await measureLoop(run, presets.quick, clock);
    expect(result.batchOfRuns).toBeGreaterThanOrEqual(300);
    for (const sampleMs of result.samplesMs) expect(Math.abs(sampleMs - 0.3) / 0.3).toBeLessThan(0.02);
  });

  it('survives an engine that is faster than the clock can show', async () => {
    const { clock, run } = world(() => 1e-5, 1);
    const settings = {
      ...presets.quick,
      warmUpMinimumMs: 2,
      warmUpMaximumMs: 4,
      samplingMinimumMs: 2,
      samplingMaximumMs: 4,
    };
    const result = await measureLoop(run, settings, clock);
    expect(result.batchOfRuns).toBeLessThanOrEqual(1_000_000);
    expect(result.samplesMs.length).toBeGreaterThanOrEqual(3);
  });

  it('goes on sampling while the interval is wide, but not past 200 samples once the time is up', async () => {
    const { clock, run } = world((iteration) => (iteration % 2 === 0 ? 10 : 14));
    const result = await measureLoop(run, presets.standard, clock);
    expect(result.samplesMs.length).toBe(200);
    expect(result.flags).toContain('noisy');
  });

  it('counts earlier runs as warm-up', async () => {
    const settings = { ...presets.standard, warmUpMinimumMs: 100 };
    const alone = world(() => 40);
    const helped = world(() => 40);
    const first = await measureLoop(alone.run, settings, alone.clock);
    const second = await measureLoop(helped.run, settings, helped.clock, { iterations: 50, elapsedMs: 2000 });
    expect(second.warmUpIterations).toBeGreaterThan(50);
    expect(second.warmUpIterations - 50).toBeLessThan(first.warmUpIterations);
  });

  it('yields between samples and never inside one', async () => {
    const { clock, run, turns } = world(() => 10);
    const result = await measureLoop(run, presets.quick, clock);
    expect(turns()).toBeGreaterThanOrEqual(result.samplesMs.length - 1);
  });

  it('reports both phases, at most ten times a second', async () => {
    const { clock, run, elapsedMs } = world(() => 5);
    const seen: LoopProgress[] = [];
    await measureLoop(run, presets.standard, clock, undefined, (progress) => seen.push(progress));
    expect(new Set(seen.map(({ step }) => step))).toEqual(new Set(['warm-up', 'sampling']));
    expect(seen.length).toBeLessThanOrEqual(elapsedMs() / 100 + 1);
  });

  it('passes an error of the engine on', async () => {
    const { clock } = world(() => 1);
    const run = () => Promise.reject(new Error('kernel failed'));
    await expect(measureLoop(run, presets.quick, clock)).rejects.toThrow('kernel failed');
  });

  it('ends for every engine, whatever its runs take', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: 0.001, max: 3000, noNaN: true }), { minLength: 1, maxLength: 40 }),
        async (runsMs) => {
          const { clock, run } = world((iteration) => runsMs[iteration % runsMs.length] ?? 1);
          const result = await measureLoop(run, presets.quick, clock);
          expect(result.samplesMs.length).toBeGreaterThanOrEqual(3);
          expect(result.samplesMs.every((sampleMs) => sampleMs >= 0 && Number.isFinite(sampleMs))).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('batchFor', () => {
  it('keeps one clock step at most 1 % of a sample', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 1000, noNaN: true }),
        fc.double({ min: 0.001, max: 1, noNaN: true }),
        (runMs, stepMs) => {
          expect(stepMs / (batchFor(runMs, stepMs) * runMs)).toBeLessThanOrEqual(0.01 + 1e-12);
        },
      ),
    );
  });
});
