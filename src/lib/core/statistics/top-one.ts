import type { NumberArray } from './numeric-array.ts';

/**
 * Whether the largest score of each row sits at the same place in both tensors. A row is one run along the last
 * dimension; it counts only when the reference's lead over its second score is more than twice `maxAbs`, the largest
 * difference anywhere in the tensor: anything closer is a tie that rounding may decide either way. So a disagreement
 * that counts can only come from a score that is not finite (and is not in `maxAbs`).
 * @param width of a row: the last dimension, 2 or more, a divisor of both lengths
 * @returns null when no row is decidable
 */
export function topOneAgrees(
  actual: NumberArray,
  reference: NumberArray,
  width: number,
  maxAbs: number,
): boolean | null {
  let decidable = false;
  for (let start = 0; start < reference.length; start += width) {
    const expected = leaderOf(reference, start, width);
    if (expected === null || !(expected.lead > 2 * maxAbs)) continue;
    decidable = true;
    if (leaderOf(actual, start, width)?.index !== expected.index) return false;
  }
  return decidable ? true : null;
}

/** Place of the largest score and its lead over the second; null when a score is NaN, so that nothing leads. */
function leaderOf(values: NumberArray, start: number, width: number): { index: number; lead: number } | null {
  let index = start;
  let best = -Infinity;
  let second = -Infinity;
  for (let place = start; place < start + width; place++) {
    const value = values[place] ?? NaN;
    if (Number.isNaN(value)) return null;
    if (value > best) {
      second = best;
      best = value;
      index = place;
    } else if (value > second) {
      second = value;
    }
  }
  return { index, lead: best - second };
}
