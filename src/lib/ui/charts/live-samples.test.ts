import { describe, expect, test } from 'vitest';
import type { Progress } from '#lib/bench/progress.ts';
import { addLiveSample, noSamples } from './live-samples.ts';

type Measuring = Extract<Progress, { phase: 'measuring' }>;
const event = (changes: Partial<Measuring>): Measuring => ({
  phase: 'measuring',
  round: 1,
  rounds: 3,
  maximumRounds: 3,
  cell: 'onnxruntime-web/webgpu/t1/b1/fp32',
  position: 1,
  cells: 2,
  step: 'sampling',
  samples: 1,
  latestMs: 3,
  fraction: 0,
  remainingMs: null,
  ...changes,
});
const after = (...events: (Progress | null)[]) => events.reduce(addLiveSample, noSamples);

describe('live samples', () => {
  test('gather those of one part of a round, warm-up told apart', () => {
    expect(after(event({ step: 'warm-up', latestMs: 9 }), event({ latestMs: 4 })).points).toEqual([
      { ms: 9, isWarmUp: true },
      { ms: 4, isWarmUp: false },
    ]);
  });

  test('begin anew with another cell or round', () => {
    expect(after(event({}), event({}), event({ round: 2, latestMs: 5 })).points).toHaveLength(1);
    expect(after(event({}), event({ cell: 'other', step: 'idle', latestMs: null })).points).toEqual([]);
  });

  test('stay the same object through what tells no time, so that nothing is drawn for it', () => {
    const known = after(event({}));
    expect(addLiveSample(known, event({ step: 'checking', latestMs: null }))).toBe(known);
    expect(addLiveSample(known, { phase: 'waiting', cause: 'hidden', cell: '' })).toBe(known);
    expect(addLiveSample(known, null)).toBe(known);
  });

  test('keep the latest of very many', () => {
    const many = after(...Array.from({ length: 900 }, (_, index) => event({ latestMs: index + 1 })));
    expect(many.points).toHaveLength(400);
    expect(many.points.at(-1)?.ms).toBe(900);
  });
});
