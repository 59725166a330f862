import { expect, it } from 'vitest';
import { estimateDuration, estimateTogether } from './duration-estimate.ts';

it('grows with the cells and the preset, low before high', () => {
  const quick = estimateDuration('quick', 4);
  expect(quick.lowMs).toBeLessThan(quick.highMs);
  expect(quick.highMs).toBeLessThan(60_000);
  expect(estimateDuration('quick', 8).lowMs).toBe(2 * quick.lowMs);
  expect(estimateDuration('rigorous', 4).lowMs).toBeGreaterThan(estimateDuration('standard', 4).lowMs);
});

it('grows with the work of a run, up to the preset’s own limits', () => {
  const light = estimateDuration('quick', 4, 1e6);
  const heavy = estimateDuration('quick', 4, 1e9);
  const heaviest = estimateDuration('quick', 4, 30e9);
  expect(heavy.highMs).toBeGreaterThan(light.highMs);
  expect(heaviest.highMs).toBeGreaterThan(heavy.highMs);
  // A run of 15 seconds is still run five times in each of three rounds.
  expect(heaviest.highMs).toBeGreaterThanOrEqual(4 * 3 * 5 * 15_000);
});

it('adds up over the models of a suite', () => {
  const together = estimateTogether('quick', 4, [1e6, 1e9, null]);
  const each = [1e6, 1e9, null].map((macs) => estimateDuration('quick', 4, macs));
  expect(together.lowMs).toBeCloseTo(each.reduce((sum, { lowMs }) => sum + lowMs, 0));
  expect(together.highMs).toBeCloseTo(each.reduce((sum, { highMs }) => sum + highMs, 0));
});
