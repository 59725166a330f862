import { describe, expect, it } from 'vitest';
import { sortSamples } from './samples.ts';
import { p90, p99 } from './tails.ts';

const oneTo = (count: number) => sortSamples(Array.from({ length: count }, (_, index) => index + 1));

describe('tails', () => {
  it('gives p90 from 64 samples on', () => {
    expect(p90(oneTo(63))).toBeNull();
    expect(p90(oneTo(64))).toBeCloseTo(57.7, 12); // type 7: 1 + 0.9·63
  });

  it('gives p99 from 662 samples on', () => {
    expect(p99(oneTo(661))).toBeNull();
    expect(p99(oneTo(662))).toBeCloseTo(655.39, 10); // type 7: 1 + 0.99·661
  });
});
