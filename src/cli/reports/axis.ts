import { digits } from './number-words.ts';

/** Places values along a line from 0 to 100, as logarithms, so that a factor is the same distance everywhere. */
export interface Axis {
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  place(value: number): number;
}

const margin = 1.06;
/** So many labels fit beside each other on the narrowest screen. */
const mostTicks = 5;

/**
 * An axis that holds all values, with ticks at round numbers.
 * @param values above 0; others are left out, and without any the axis is from 0.5 to 2
 * @param unit stands behind each tick's number
 */
export function logAxis(values: readonly number[], unit: string): Axis {
  const positive = values.filter((value) => value > 0 && value < Infinity);
  const low = positive.length === 0 ? 0.5 : Math.min(...positive) / margin;
  const high = positive.length === 0 ? 2 : Math.max(...positive) * margin;
  const span = Math.log(high / low);
  const place = (value: number) =>
    100 * Math.min(1, Math.max(0, Math.log(Math.max(value, Number.MIN_VALUE) / low) / span));
  const ticks = roundNumbers(low, high).map((value) => ({
    at: place(value),
    text: `${Number(digits(value))}${unit}`,
  }));
  return { place, ticks };
}

function roundNumbers(low: number, high: number): number[] {
  const numbers = high / low < 4 ? evenNumbers(low, high) : decades(low, high);
  const every = Math.ceil(numbers.length / mostTicks);
  return numbers.filter((_, index) => index % every === 0);
}

/** Multiples of 1, 2 or 5 times a power of ten. */
function evenNumbers(low: number, high: number): number[] {
  const rough = (high - low) / mostTicks;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => (first + index) * step);
}

/** 1, 2, 5, 10 …; over many decades the powers of ten alone. */
function decades(low: number, high: number): number[] {
  const factors = high / low > 1000 ? [1] : [1, 2, 5];
  const numbers: number[] = [];
  for (let power = Math.floor(Math.log10(low)); 10 ** power <= high; power++)
    for (const factor of factors) numbers.push(factor * 10 ** power);
  return numbers.filter((value) => value >= low && value <= high);
}
