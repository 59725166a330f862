import { cellTitle } from '../results/cell-title.ts';
import { isRanked, type MeasuredFacts, type RankableCell } from '../results/compare-cells.ts';
import type { Comparison, Recommendation } from '../results/run-document.ts';

/** Where the sentence is read: on the device that was measured, or by anybody else. */
type Place = 'here' | 'elsewhere';
const placeWords: Record<Place, { on: string; at: string }> = {
  here: { on: 'on this device', at: 'here' },
  elsewhere: { on: 'on that device', at: 'there' },
};

/**
 * From measured cells to "ship this, because": the fastest correct cell where the corrected comparison supports one,
 * else the cells among which no difference was found.
 */
export function recommend(
  cells: readonly RankableCell[],
  comparisons: readonly Comparison[],
  place: Place = 'here',
): Recommendation {
  const ranked = cells.filter(isRanked).toSorted((a, b) => itemMs(a) - itemMs(b));
  const [fastest, second] = ranked;
  if (fastest === undefined) return { cell: null, tied: [], sentence: nothingToRecommend(cells) };
  const where = placeWords[place];
  const title = (cell: RankableCell) => cellTitle(cell, cells);
  // With several batch sizes the time of one item is compared, or the largest batch would always be the slowest.
  const perItem = ranked.some((cell) => cell.batch !== fastest.batch) ? ' per item' : '';
  const caution = cautionAbout(fastest, title(fastest));
  if (second === undefined) {
    const only =
      cells.length === 1 ? title(fastest) : `Only ${title(fastest)} gave a usable result ${where.at}`;
    const sentence = `${only}: ${milliseconds(fastest.latency.medianMs)}.${caution}`;
    return { cell: fastest.id, tied: [], sentence };
  }
  const tied = ranked.filter((cell) => cell !== fastest && !isFaster(fastest, cell, comparisons));
  if (tied.length === 0) {
    const sentence = `Fastest ${where.on}: ${title(fastest)}, ${timesFaster(fastest, second, comparisons)} times faster${perItem} than ${title(second)}.${caution}`;
    return { cell: fastest.id, tied: [], sentence };
  }
  const group = [fastest, ...tied];
  const undecidable = group.some((cell) => cell.rounds.length < 3);
  const sentence = undecidable
    ? `Too few rounds to say which is fastest: ${title(fastest)} had the lowest median${perItem}, ${milliseconds(itemMs(fastest))}.`
    : `No significant difference${perItem} between ${list(group.map(title))}.${caution}`;
  return { cell: null, tied: group.map((cell) => cell.id), sentence };
}

function itemMs(cell: MeasuredFacts): number {
  return cell.latency.medianMs / cell.batch;
}

function isFaster(a: MeasuredFacts, b: MeasuredFacts, comparisons: readonly Comparison[]): boolean {
  return comparisons.some(
    (pair) =>
      (pair.a === a.id && pair.b === b.id && pair.verdict === 'a-faster') ||
      (pair.a === b.id && pair.b === a.id && pair.verdict === 'b-faster'),
  );
}

/** "1.8 (1.6–2.0)", the ratio turned so that the first cell is the faster one. */
function timesFaster(a: MeasuredFacts, b: MeasuredFacts, comparisons: readonly Comparison[]): string {
  for (const pair of comparisons) {
    if (pair.a === a.id && pair.b === b.id) return ratioText(pair.ratio, pair.ciLow, pair.ciHigh);
    if (pair.a === b.id && pair.b === a.id) {
      return ratioText(1 / pair.ratio, pair.ciHigh && 1 / pair.ciHigh, pair.ciLow && 1 / pair.ciLow);
    }
  }
  return ratioText(itemMs(b) / itemMs(a), null, null);
}

function ratioText(ratio: number, low: number | null, high: number | null): string {
  if (low === null || high === null) return ratio.toPrecision(2);
  const decimals = decimalsFor(low, high);
  return `${ratio.toFixed(decimals)} (${low.toFixed(decimals)}–${high.toFixed(decimals)})`;
}

/** As many as half the interval's width has before its first digit: "1.8 (1.6–2.0)", "1.80 (1.76–1.84)". */
function decimalsFor(low: number, high: number): number {
  const halfWidth = (high - low) / 2;
  return halfWidth > 0 ? Math.min(3, Math.max(0, Math.ceil(-Math.log10(halfWidth)))) : 3;
}

function milliseconds(valueMs: number): string {
  return `${Number(valueMs.toPrecision(3))} ms`;
}

function cautionAbout(cell: MeasuredFacts, title: string): string {
  return [
    ...(cell.flags.includes('software-rendering')
      ? [` ${title} ran in software, on the processor and not on a GPU.`]
      : []),
    ...(cell.correctness.verdict === 'warn'
      ? [` The outputs of ${title} differ a little from the reference; check that you can live with that.`]
      : []),
  ].join('');
}

function nothingToRecommend(cells: readonly RankableCell[]): string {
  if (cells.some((cell) => cell.status === 'failed' && cell.reason.kind === 'cancelled')) {
    return 'Stopped before there was a result to recommend.';
  }
  const unchecked = cells
    .filter((cell) => cell.status === 'measured')
    .filter(({ correctness }) => correctness.verdict === 'unchecked')
    .toSorted((a, b) => itemMs(a) - itemMs(b))[0];
  if (unchecked !== undefined) {
    return `The outputs could not be checked, so nothing is recommended. ${cellTitle(unchecked, cells)} had the lowest median, ${milliseconds(unchecked.latency.medianMs)}.`;
  }
  if (cells.some((cell) => cell.status === 'measured'))
    return 'Every result measured here is wrong, so none can be recommended.';
  const failed =
    cells.find((cell) => cell.status === 'failed') ?? cells.find((cell) => cell.status === 'unsupported');
  return failed === undefined
    ? 'Nothing was measured.'
    : `Nothing could be measured. ${failed.reason.message}`;
}

function list(titles: readonly string[]): string {
  if (titles.length < 3) return titles.join(' and ');
  return `${titles.slice(0, -1).join(', ')} and ${titles.at(-1) ?? ''}`;
}
