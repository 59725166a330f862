import type { ChartOptions, Scale } from 'chart.js';
import type { BackendId } from '#lib/core/results/ids.ts';
import { backendProperty } from '../palette.ts';
import { chartWords } from '../words/charts.ts';
import type { AxisUnit } from './axis-unit.ts';
import { labelLines } from './cell-label.ts';
import { numberFormat } from '../number-format.ts';

/** What names of cells may take of a chart's width, and about how wide a letter is. */
const nameShare = 0.35;
const letterEm = 0.55;
const tickFormat = numberFormat({ significantAtMost: 3 });

/** The page's colours and type as they are at the moment, for a canvas, which cannot read them by itself. */
export interface ChartStyle {
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly ground: string;
  readonly sunken: string;
  /** How much larger than usual the page is, whose lengths grow on a wide screen; a canvas is drawn in pixels. */
  readonly scale: number;
  readonly font: { readonly family: string; readonly size: number };
  backend(id: BackendId): string;
}

export function readStyle(canvas: HTMLCanvasElement): ChartStyle {
  const style = getComputedStyle(canvas);
  const scale = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  const colour = (property: string) => style.getPropertyValue(property).trim();
  return {
    ink: colour('--ink'),
    muted: colour('--muted'),
    line: colour('--line'),
    lineStrong: colour('--line-strong'),
    ground: colour('--ground'),
    sunken: colour('--sunken'),
    scale,
    font: { family: style.fontFamily, size: 13 * scale },
    backend: (id) => colour(backendProperty(id)),
  };
}

/** What all charts share. Nothing moves, whatever the visitor prefers: a moving number cannot be read. */
export const still = {
  animation: false,
  responsive: true,
  maintainAspectRatio: false,
} as const satisfies ChartOptions;

/** Options of an axis of durations whose values are in `unit`. Logarithmic axes reach from `low` to `high`. */
export function durationAxis(
  style: ChartStyle,
  unit: AxisUnit,
  { logarithmic, low, high }: { logarithmic: boolean; low: number; high: number },
) {
  return {
    type: logarithmic ? ('logarithmic' as const) : ('linear' as const),
    // Room on both sides of the first and last value.
    ...(logarithmic ? { min: low / 1.25, max: high * 1.25 } : {}),
    title: {
      display: true,
      text: logarithmic ? chartWords.logarithmic(unit.name) : unit.name,
      color: style.muted,
      font: style.font,
    },
    grid: { color: style.line },
    border: { color: style.lineStrong },
    ticks: {
      color: style.muted,
      font: style.font,
      maxRotation: 0,
      includeBounds: false,
      autoSkipPadding: 16,
      ...(logarithmic ? { callback: logTick } : {}),
    },
  };
}

/** Options of an axis with a line for each cell, from the top; narrow charts break the names into lines. */
export function cellTicks(style: ChartStyle, labels: readonly string[]) {
  const longest = Math.max(...labels.map((label) => label.length));
  return {
    color: style.ink,
    font: style.font,
    autoSkip: false,
    callback(this: Scale, value: string | number) {
      const label = labels[Number(value)] ?? '';
      return this.chart.width * nameShare < longest * letterEm * style.font.size ? labelLines(label) : label;
    },
  };
}

/** Only 1, 2 and 5 of each decade: Chart.js would also name where the axis happens to begin. */
function logTick(value: string | number): string {
  const number = Number(value);
  const decade = 10 ** Math.floor(Math.log10(number));
  return [1, 2, 5].some((step) => Math.abs(number / decade - step) < 1e-6) ? tickFormat(number) : '';
}
