import { describe, expect, it } from 'vitest';
import { compareCrowds, verdictOfRatio } from './compare-crowds.ts';

const figures = (p50: number, factor: number, count = 100) => ({
  count,
  p50,
  ciLow: p50 / factor,
  ciHigh: p50 * factor,
});

describe('compareCrowds', () => {
  it('says which crowd is faster, and nothing where the intervals allow both', () => {
    const [clear, unclear, tiny] = compareCrowds([
      { a: figures(10, 1.05), b: figures(20, 1.05) },
      { a: figures(10, 1.3), b: figures(12, 1.3) },
      { a: figures(10, 1.0001, 1e6), b: figures(10.1, 1.0001, 1e6) },
    ]);
    expect(clear?.ratio).toBeCloseTo(2, 8);
    expect(clear?.verdict).toBe('a-faster');
    expect(clear?.ciLow).toBeGreaterThan(1.8);
    expect(unclear).toMatchObject({ verdict: 'no-difference' });
    expect(tiny).toMatchObject({ verdict: 'no-difference' });
  });

  it('decides nothing where a crowd has no interval, and corrects for the others only', () => {
    const without = { count: 6, p50: 10, ciLow: null, ciHigh: null };
    const [undecided, decided] = compareCrowds([
      { a: without, b: figures(30, 1.1) },
      { a: figures(30, 1.1), b: figures(10, 1.1) },
    ]);
    expect(undecided).toEqual({ ratio: 3, ciLow: null, ciHigh: null, verdict: 'undecidable' });
    const [alone] = compareCrowds([{ a: figures(30, 1.1), b: figures(10, 1.1) }]);
    expect(decided).toEqual(alone);
    expect(decided?.verdict).toBe('b-faster');
  });

  it('widens the intervals when more is compared', () => {
    const pair = { a: figures(10, 1.2), b: figures(11, 1.2) };
    const [alone] = compareCrowds([pair]);
    const [first] = compareCrowds([pair, pair, pair]);
    expect(first?.ciHigh).toBeGreaterThan(alone?.ciHigh ?? Infinity);
  });
});

describe('verdictOfRatio', () => {
  it('takes the interval of the ratios as it is', () => {
    expect(verdictOfRatio(figures(1.8, 1.1))).toBe('a-faster');
    expect(verdictOfRatio(figures(0.5, 1.1))).toBe('b-faster');
    expect(verdictOfRatio(figures(1.05, 1.1))).toBe('no-difference');
    expect(verdictOfRatio({ count: 5, p50: 3, ciLow: null, ciHigh: null })).toBe('undecidable');
  });
});
