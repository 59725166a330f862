import { describe, expect, it } from 'vitest';
import { sortSamples } from './samples.ts';
import { p90OfRounds, p99OfRounds } from './tails.ts';

const oneTo = (count: number) => sortSamples(Array.from({ length: count }, (_, index) => index + 1));
const all = (count: number, value: number) => sortSamples(Array.from({ length: count }, () => value));

describe('tails', () => {
  it('gives p90 from 64 samples on', () => {
    expect(p90OfRounds([oneTo(63)])).toBeNull();
    expect(p90OfRounds([oneTo(64)])).toBe(58); // the 58th of 64 is the first at or under which lie 90 %
    expect(p90OfRounds([oneTo(100)])).toBe(90);
  });

  it('gives p99 from 662 samples on, in all rounds together', () => {
    expect(p99OfRounds([oneTo(661)])).toBeNull();
    expect(p99OfRounds([oneTo(662)])).toBe(656);
    expect(p99OfRounds([oneTo(331), oneTo(331)])).toBe(328);
  });

  it('weighs every round alike, however many samples it has', () => {
    // One noisy round of ten was sampled ten times as long: it holds a tenth of the weight, not half of the samples.
    const calm = Array.from({ length: 9 }, () => all(20, 10));
    expect(p90OfRounds([...calm, all(200, 20)])).toBe(10);
    expect(p90OfRounds([...calm.slice(1), all(200, 20)])).toBe(20);
  });
});
