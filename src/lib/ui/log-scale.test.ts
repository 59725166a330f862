import { describe, expect, it } from 'vitest';
import { logScale, wantsLogAxis } from './log-scale.ts';

describe('a logarithmic scale', () => {
  it('gives equal factors equal distances and keeps all inside', () => {
    const scale = logScale([1, 10, 100]);
    const [one = -1, ten = -1, hundred = -1] = [1, 10, 100].map((ms) => scale?.place(ms));
    expect(ten - one).toBeCloseTo(hundred - ten, 12);
    expect(one).toBeGreaterThan(0);
    expect(hundred).toBeLessThan(1);
  });

  it('has room for a single value', () => {
    expect(logScale([5])?.place(5)).toBeCloseTo(0.5, 12);
  });

  it('leaves out what has no logarithm', () => {
    expect(logScale([])).toBeNull();
    expect(logScale([0])).toBeNull();
    expect(logScale([0, 5])?.place(0)).toBe(0);
  });
});

it('is wanted where values differ more than tenfold', () => {
  expect(wantsLogAxis([1, 10])).toBe(false);
  expect(wantsLogAxis([1, 4, 11])).toBe(true);
  expect(wantsLogAxis([])).toBe(false);
});
