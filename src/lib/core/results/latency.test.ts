import { describe, expect, it } from 'vitest';
import { cachedColdPath, latencyOf } from './latency.ts';
import { measuredRound } from './measured-round.ts';
import type { Round } from './run-document.ts';

function round(number: number, samplesMs: readonly number[], batchOfRuns = 1, firstRunMs = 5): Round {
  const loop = { batchOfRuns, samplesMs, warmUpIterations: 5, warmUpMs: 10, flags: [] };
  return measuredRound(number, 1, { runtimeMs: 100, sessionMs: 10, firstRunMs }, loop);
}
const flat = (count: number, valueMs: number) => Array.from({ length: count }, () => valueMs);

describe('latencyOf', () => {
  it('averages over rounds, so that a noisy round that was sampled longer weighs no more', () => {
    const rounds = [1, 2, 3, 4].map((number) => round(number, flat(20, 10)));
    const latency = latencyOf([...rounds, round(5, flat(200, 20))]);
    expect(latency.meanMs).toBe(12);
    expect(latency.medianMs).toBeCloseTo(10 * 2 ** 0.2, 4);
  });

  it('has no interval under three rounds, and no deviation where there is none', () => {
    const two = latencyOf([round(1, flat(20, 10)), round(2, flat(20, 12))]);
    expect(two).toMatchObject({ ciLowMs: null, ciHighMs: null, madMs: 0, minMs: 10, maxMs: 12 });
  });

  it('claims tails from single runs only', () => {
    const samples = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(latencyOf([round(1, samples)]).p90Ms).toBe(90);
    expect(latencyOf([round(1, samples, 4)]).p90Ms).toBeNull();
  });

  it('survives a clock that shows nothing', () => {
    expect(latencyOf([1, 2, 3].map((number) => round(number, flat(20, 0)))).medianMs).toBeGreaterThan(0);
  });
});

describe('cachedColdPath', () => {
  it('is the median of the later rounds, and nothing after one', () => {
    const rounds = [round(1, flat(6, 1), 1, 90), round(2, flat(6, 1), 1, 7), round(3, flat(6, 1), 1, 9)];
    expect(cachedColdPath(rounds)?.firstRunMs).toBe(8);
    expect(cachedColdPath(rounds.slice(0, 1))).toBeNull();
  });
});
