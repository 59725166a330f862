import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom, shuffle, xoshiro128StarStar } from './random.ts';

function take(count: number, next: () => number): number[] {
  return Array.from({ length: count }, next);
}

test('xoshiro128** gives the numbers of its authors’ reference program from state 1, 2, 3, 4', () => {
  const next = xoshiro128StarStar([1, 2, 3, 4]);
  // xoshiro128starstar.c, version 1.1; the same ten as in the tests of the Rust crate rand_xoshiro.
  const expected = [
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ];
  expect(take(10, () => next() >>> 0)).toEqual(expected);
});

test('a seed always gives the same stream, in every version', () => {
  expect(take(3, createRandom(7, 0, 0).nextUint32)).toEqual([2770495418, 1165365104, 240520870]);
});

test('streams of one seed differ, however their numbers are arranged', () => {
  const streams = [
    createRandom(7),
    createRandom(7, 0),
    createRandom(7, 0, 0),
    createRandom(7, 0, 1),
    createRandom(7, 1, 0),
    createRandom(0, 7),
    createRandom(7 + 2 ** 32),
  ];
  const beginnings = streams.map((random) => take(4, random.nextUint32).join());
  expect(new Set(beginnings).size).toBe(streams.length);
});

test('uniform numbers lie in [0, 1), are exact in float32 and have the right mean and variance', () => {
  const values = take(100_000, createRandom(1).nextUniform);
  expect(values.every((value) => value >= 0 && value < 1 && Math.fround(value) === value)).toBe(true);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  // Five standard errors: 5 × 0.2887 ÷ √100000, and of the variance 5 × √(1/180 ÷ 100000).
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.0046);
  expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.0012);
});

test('normal numbers have the moments of twelve uniforms and are never 0', () => {
  const values = take(100_000, createRandom(2).nextNormal);
  const moment = (power: number) => values.reduce((sum, value) => sum + value ** power, 0) / values.length;
  // Five standard errors; the fourth moment of an Irwin–Hall sum of twelve is 2.9, not 3.
  expect(Math.abs(moment(1))).toBeLessThan(5 / Math.sqrt(100_000));
  expect(Math.abs(moment(2) - 1)).toBeLessThan((5 * Math.sqrt(1.9)) / Math.sqrt(100_000));
  expect(Math.abs(moment(4) - 2.9)).toBeLessThan(0.15);
  expect(values.every((value) => Math.abs(value) >= 2 ** -17 && Math.abs(value) < 6)).toBe(true);
});

describe('nextBelow', () => {
  test('every number is as likely as every other', () => {
    const random = createRandom(3);
    const counts = [0, 0, 0, 0, 0, 0];
    for (let draw = 0; draw < 60_000; draw += 1) counts[random.nextBelow(6)]! += 1;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    // 99.9 % of χ² with five degrees of freedom.
    expect(chiSquare).toBeLessThan(20.5);
  });

  test('stays below any bound up to 2^32', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 2 ** 32 }), (seed, bound) => {
        const drawn = createRandom(seed).nextBelow(bound);
        expect(Number.isInteger(drawn) && drawn >= 0 && drawn < bound).toBe(true);
      }),
    );
  });
});

describe('shuffle', () => {
  test('keeps every item and leaves the original as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9)), fc.integer(), (items, seed) => {
        const before = [...items];
        const shuffled = shuffle(items, createRandom(seed));
        expect(shuffled.toSorted()).toEqual(items.toSorted());
        expect(items).toEqual(before);
      }),
    );
  });

  test('every order of three is as likely as every other', () => {
    const random = createRandom(4);
    const counts = new Map<string, number>();
    for (let draw = 0; draw < 60_000; draw += 1) {
      const order = shuffle(['a', 'b', 'c'], random).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(counts.size).toBe(6);
    expect(chiSquare).toBeLessThan(20.5);
  });

  test('the same seed gives the same order', () => {
    expect(shuffle([1, 2, 3, 4, 5, 6, 7, 8], createRandom(5))).toEqual(
      shuffle([1, 2, 3, 4, 5, 6, 7, 8], createRandom(5)),
    );
  });
});
