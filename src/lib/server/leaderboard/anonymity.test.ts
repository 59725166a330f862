import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fewestShown, shownGroups, shownNestedGroups, shownTableCells } from './anonymity.ts';

const counts = (record: Record<string, number>) => new Map(Object.entries(record));
const few = fc.integer({ min: 0, max: 12 });

test('shows groups of five, and not four', () => {
  expect(shownGroups(counts({ a: 5, b: 5, c: 4, d: 4 }))).toEqual(new Set(['a', 'b']));
});

test('holds the smallest shown group back where the rest would be one to four', () => {
  expect(shownGroups(counts({ a: 9, b: 6, c: 1 }))).toEqual(new Set(['a']));
  expect(shownGroups(counts({ a: 9, b: 9, c: 4 }))).toEqual(new Set(['b']));
  expect(shownGroups(counts({ a: 5, c: 1 }))).toEqual(new Set());
  expect(shownGroups(counts({ a: 5, b: 0 }))).toEqual(new Set(['a']));
});

test('holds architectures back whose vendor would give a small one away', () => {
  const vendorOf = (group: string) => group.split('/')[0] ?? '';
  // Four of one vendor and one of another make five together, so that only the vendors' own sums are telling.
  const shown = shownNestedGroups(counts({ 'x/1': 8, 'x/2': 7, 'x/3': 1, 'y/1': 9, 'y/2': 4 }), vendorOf);
  expect(shown).toEqual(new Set(['x/1']));
});

/** Whether what is left of a whole gives somebody away; where nothing of it is shown, the whole itself is left. */
const isTelling = (rest: number, whole: number) => rest > 0 && rest < fewestShown && rest < whole;

test('no rest of a whole is ever one to four', () => {
  fc.assert(
    fc.property(fc.array(few, { minLength: 1, maxLength: 8 }), (sizes) => {
      const groups = new Map(sizes.map((size, index) => [String(index), size]));
      const shown = shownGroups(groups);
      const rest = [...groups].reduce((sum, [name, size]) => sum + (shown.has(name) ? 0 : size), 0);
      const whole = sizes.reduce((sum, size) => sum + size, 0);
      expect(isTelling(rest, whole)).toBe(false);
      for (const name of shown) expect(groups.get(name)).toBeGreaterThanOrEqual(fewestShown);
    }),
  );
});

test('no rest of a row, a column or the whole table is ever one to four', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(few, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
      (table) => {
        const shown = shownTableCells(
          new Map(table.map((row, r) => [String(r), new Map(row.map((size, c) => [String(c), size]))])),
        );
        const hidden = table.map((row, r) =>
          row.map((size, c) => (shown.get(String(r))?.has(String(c)) === true ? 0 : size)),
        );
        const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
        const columnSums = (rows: readonly (readonly number[])[]) =>
          [0, 1, 2, 3].map((c) => sum(rows.map((row) => row[c] ?? 0)));
        const sums = (rows: readonly (readonly number[])[]) => [
          ...rows.map(sum),
          ...columnSums(rows),
          sum(columnSums(rows)),
        ];
        const wholes = sums(table);
        for (const [index, rest] of sums(hidden).entries()) {
          expect(isTelling(rest, wholes[index] ?? 0)).toBe(false);
        }
      },
    ),
  );
});
