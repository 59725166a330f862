import { expect, it } from 'vitest';
import { estimateDuration } from './duration-estimate.ts';

it('grows with the cells and the preset, low before high', () => {
  const quick = estimateDuration('quick', 4);
  expect(quick.lowMs).toBeLessThan(quick.highMs);
  expect(quick.highMs).toBeLessThan(60_000);
  expect(estimateDuration('quick', 8).lowMs).toBe(2 * quick.lowMs);
  expect(estimateDuration('rigorous', 4).lowMs).toBeGreaterThan(estimateDuration('standard', 4).lowMs);
});
