import { numberFormat } from '../number-format.ts';
import { chartWords } from '../words/charts.ts';

/** The one unit of an axis and of the columns of its table: values of different units cannot be compared at a glance. */
export interface AxisUnit {
  readonly name: string;
  readonly symbol: 'µs' | 'ms' | 's';
  readonly perMs: number;
}

const digits = numberFormat({ significantAtMost: 4 });

/** The unit in which the largest value of an axis is short: µs under 0.1 ms, s from 10 s on, as in the tables. */
export function axisUnit(durationsMs: readonly number[]): AxisUnit {
  const largestMs = durationsMs.reduce((largest, ms) => Math.max(largest, ms), 0);
  if (largestMs < 0.1) return { name: chartWords.units.µs, symbol: 'µs', perMs: 1000 };
  if (largestMs >= 10_000) return { name: chartWords.units.s, symbol: 's', perMs: 0.001 };
  return { name: chartWords.units.ms, symbol: 'ms', perMs: 1 };
}

/** A duration in an axis' unit, without naming it: `35.62`. */
export function inUnit(durationMs: number, unit: AxisUnit): string {
  return digits(durationMs * unit.perMs);
}
