import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareAll, type ComparedCell } from './compare-all.ts';
import { seededNormals } from './seeded-normals.test-data.ts';

const cell = (id: string, roundMediansMs: (number | null)[]): ComparedCell => ({ id, roundMediansMs });

const nearlyEqualCells = fc
  .array(
    fc.array(fc.option(fc.double({ min: 9, max: 11, noNaN: true }), { freq: 8 }), {
      minLength: 5,
      maxLength: 5,
    }),
    { minLength: 2, maxLength: 6 },
  )
  .map((cells) => cells.map((roundMediansMs, index) => cell(`cell-${index}`, roundMediansMs)));

describe('compareAll', () => {
  it('names winners, ties and what it cannot decide, in the order of the cells', () => {
    const comparisons = compareAll([
      cell('slow', [20.1, 19.9, 20.2, 20.0, 19.8]),
      cell('fast', [10.0, 10.1, 9.9, 10.0, 10.1]),
      cell('fast-too', [10.1, 9.9, 10.0, 10.1, 10.0]),
      cell('crashed', [5, 5, null, null, null]),
      cell('never', [null, null, null, null, null]),
    ]);
    expect(comparisons.map(({ a, b, verdict }) => [a, b, verdict])).toEqual([
      ['slow', 'fast', 'b-faster'],
      ['slow', 'fast-too', 'b-faster'],
      ['slow', 'crashed', 'undecidable'],
      ['slow', 'never', 'undecidable'],
      ['fast', 'fast-too', 'no-difference'],
      ['fast', 'crashed', 'undecidable'],
      ['fast', 'never', 'undecidable'],
      ['fast-too', 'crashed', 'undecidable'],
      ['fast-too', 'never', 'undecidable'],
      ['crashed', 'never', 'undecidable'],
    ]);
    expect(comparisons[2]?.ratio).toBeCloseTo(0.25, 2);
    expect(comparisons[3]).toMatchObject({
      ratio: null,
      low: null,
      high: null,
      confidence: null,
      pValue: null,
    });
  });

  it('names the faster cell wherever it stands', () => {
    const fast = cell('fast', [1, 1.01, 0.99]);
    const slow = cell('slow', [3, 3.02, 2.98]);
    expect(compareAll([fast, slow])[0]?.verdict).toBe('a-faster');
    expect(compareAll([slow, fast])[0]?.verdict).toBe('b-faster');
  });

  it('gives each interval the confidence of its Holm step', () => {
    // Three pairs, all rejected: the levels are 5 %/3, 5 %/2 and 5 %, in order of p.
    const comparisons = compareAll([
      cell('a', [1, 1.001, 0.999, 1]),
      cell('b', [2, 2.01, 2, 1.99]),
      cell('c', [4, 4.1, 3.9, 4]),
    ]);
    const levels = comparisons.toSorted((first, second) => (first.pValue ?? 1) - (second.pValue ?? 1));
    expect(levels.map(({ confidence }) => confidence)).toEqual([1 - 0.05 / 3, 0.975, 0.95]);
    expect(comparisons.every(({ verdict }) => verdict === 'a-faster')).toBe(true);
  });

  it('does not call a difference that is too small to matter, however certain', () => {
    const cells = [cell('a', [10, 10, 10, 10]), cell('b', [10.1, 10.1, 10.1, 10.1])];
    expect(compareAll(cells)[0]).toMatchObject({ verdict: 'no-difference', pValue: 0 });
    expect(compareAll(cells, { smallestEffect: 0.005 })[0]?.verdict).toBe('a-faster');
  });

  it('names a winner only where the interval excludes 1 and the ratio matters', () => {
    fc.assert(
      fc.property(nearlyEqualCells, (cells) => {
        for (const { verdict, low, high, ratio } of compareAll(cells, { alpha: 0.3, smallestEffect: 0.01 })) {
          if (verdict === 'a-faster') {
            expect(low).toBeGreaterThan(1);
            expect(ratio).toBeGreaterThan(1.01);
          } else if (verdict === 'b-faster') {
            expect(high).toBeLessThan(1);
            expect(1 / (ratio ?? NaN)).toBeGreaterThan(1.01);
          }
        }
      }),
    );
  });

  it('has an interval that excludes 1 exactly where the test rejects', () => {
    fc.assert(
      fc.property(nearlyEqualCells, (cells) => {
        for (const { verdict, low, high } of compareAll(cells, { alpha: 0.3, smallestEffect: 0 })) {
          if (verdict === 'undecidable') continue;
          const excludesOne = (low ?? NaN) > 1 || (high ?? NaN) < 1;
          expect(verdict !== 'no-difference').toBe(excludesOne);
        }
      }),
    );
  });

  it('never finds more winners than an uncorrected comparison', () => {
    fc.assert(
      fc.property(nearlyEqualCells, (cells) => {
        for (const { verdict, pValue } of compareAll(cells, { alpha: 0.3 })) {
          if (verdict === 'a-faster' || verdict === 'b-faster') expect(pValue).toBeLessThanOrEqual(0.3);
        }
      }),
    );
  });

  it('seldom names a false winner among eight equal cells', () => {
    const normal = seededNormals(8);
    const simulations = 1500;
    let falseWinners = 0;
    let uncorrected = 0;
    for (let simulation = 0; simulation < simulations; simulation++) {
      const cells = Array.from({ length: 8 }, (_, index) =>
        cell(
          `cell-${index}`,
          Array.from({ length: 5 }, () => Math.exp(0.04 * normal())),
        ),
      );
      const comparisons = compareAll(cells, { smallestEffect: 0 });
      if (comparisons.some(({ verdict }) => verdict !== 'no-difference')) falseWinners++;
      if (comparisons.some(({ pValue }) => (pValue ?? 1) <= 0.05)) uncorrected++;
    }
    expect(falseWinners / simulations).toBeLessThanOrEqual(0.06);
    // The simulation is worth something only if the same data mislead without the correction.
    expect(uncorrected / simulations).toBeGreaterThan(0.4);
  });
});
