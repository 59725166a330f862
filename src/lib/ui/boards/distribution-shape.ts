import type { BoardEntry, CompactHistogram } from '#lib/core/results/board-entry.ts';
import { logScale, type LogScale } from '../log-scale.ts';

/** The picture's own units; it is stretched to whatever room there is. */
export const pictureWidth = 1000;
export const pictureHeight = 100;
/** Where the histogram stands; the interval is drawn below. */
export const floorHeight = 76;

/** How far beyond the fast and the slow tenth a histogram is drawn, as a factor: single outliers do not set the scale. */
const tailFactor = 2;

/** One scale for all rows, wide enough for their tenths and all but the last of their tails; null without rows. */
export function commonScale(
  entries: readonly Pick<BoardEntry, 'latencyMs' | 'histogram'>[],
): LogScale | null {
  return logScale(
    entries.flatMap(({ latencyMs: { p10, p25, p50, p75, p90, ciLow, ciHigh }, histogram }) => {
      const [low, high] = [p10 ?? p25, p90 ?? p75];
      const drawn = histogram === null ? [] : endsOf(histogram);
      return [
        ...[low, high, ciLow ?? p50, ciHigh ?? p50],
        ...drawn.map((ms) => Math.min(high * tailFactor, Math.max(low / tailFactor, ms))),
      ];
    }),
  );
}

function endsOf({ lowMs, binRatio, counts }: CompactHistogram): [number, number] {
  return [lowMs, lowMs * binRatio ** counts.length];
}

export function x(ms: number, scale: LogScale): number {
  return Math.round(scale.place(ms) * pictureWidth);
}

/** The outline of the bars as an SVG path, closed on the floor; the highest bar takes the whole height. */
export function histogramPath({ lowMs, binRatio, counts }: CompactHistogram, scale: LogScale): string {
  const highest = Math.max(...counts);
  let path = `M${x(lowMs, scale)} ${floorHeight}`;
  for (const [index, count] of counts.entries()) {
    const top = Math.round(floorHeight * (1 - count / highest));
    path += `V${top}H${x(lowMs * binRatio ** (index + 1), scale)}`;
  }
  return `${path}V${floorHeight}Z`;
}

/** At most `limit` round durations within the scale: 1, 2 and 5 of every power of ten, or the powers alone. */
export function axisTicks({ lowMs, highMs }: LogScale, limit = 6): number[] {
  const powers: number[] = [];
  for (let power = Math.floor(Math.log10(lowMs)); power <= Math.ceil(Math.log10(highMs)); power += 1) {
    powers.push(power);
  }
  for (const steps of [[1, 2, 5], [1, 3], [1]]) {
    const ticks = powers
      .flatMap((power) => steps.map((step) => Number((step * 10 ** power).toPrecision(1))))
      .filter((ms) => ms >= lowMs && ms <= highMs);
    if (ticks.length <= limit) return ticks;
  }
  return powers
    .filter((power) => power % 2 === 0)
    .map((power) => 10 ** power)
    .filter((ms) => ms >= lowMs && ms <= highMs);
}
