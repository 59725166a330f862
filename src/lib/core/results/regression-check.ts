import { ratioOfIndependentRounds } from '../statistics/compare-runs.ts';
import { holmStepDown } from '../statistics/holm.ts';
import { isRanked } from './compare-cells.ts';
import { incomparable } from './compare-runs.ts';
import { cellChanges, runChanges } from './run-changes.ts';
import type { Cell, MeasuredCell, RunDocument } from './run-document.ts';

/** One cell in the baseline and now. `ratio` is the time now over the time then: above 1 it got slower. */
export interface CheckedCell {
  readonly id: string;
  readonly before: MeasuredCell;
  readonly now: MeasuredCell;
  readonly ratio: number;
  /** Null under three rounds in either run, as is `confidence`. */
  readonly ciLow: number | null;
  readonly ciHigh: number | null;
  /** Of the interval, after Holm's correction for the number of cells. */
  readonly confidence: number | null;
  /**
   * `slower`: the interval lies wholly above the limit, which alone is a regression. `faster`: wholly under 1.
   * `within`: its upper end is at or under the limit. `open`: it holds the limit, so neither is shown. `undecidable`:
   * there is no interval.
   */
  readonly verdict: 'slower' | 'faster' | 'within' | 'open' | 'undecidable';
  /** What is different about the cell itself, as clauses: the engine's version, the adapter, the threads. */
  readonly changes: readonly string[];
}

/** A cell that had a right result in the baseline and has none now, though it was asked for. */
export interface LostCell {
  readonly id: string;
  readonly before: MeasuredCell;
  readonly now: Cell;
  /** A sentence for people. */
  readonly reason: string;
}

export type RegressionCheck =
  | {
      readonly status: 'checked';
      /** The share above which slower is too slow: 0.05 for 5 %. */
      readonly failAbove: number;
      readonly cells: readonly CheckedCell[];
      readonly lost: readonly LostCell[];
      /** Ids of cells with a right result now, but none in the baseline. */
      readonly added: readonly string[];
      /** What is different between the runs, as clauses: the browser, the adapter, the preset. */
      readonly changes: readonly string[];
    }
  /** `reason` is a sentence for people. */
  | { readonly status: 'refused'; readonly reason: string };

/** One-sided: only slower is tested. Of intervals that hold 95 % in their middle, one fortieth lies above. */
const oneSidedAlpha = 0.025;

/**
 * Whether a run is slower than a baseline by more than a share, cell by cell. Two sets of rounds are independent
 * samples (Welch on logarithms), and a cell is slower only when the whole interval of the ratio lies above
 * 1 + `failAbove`; the intervals are at the level of Holm's correction over the cells' one-sided tests against that
 * limit. So a run that is not slower than the limit anywhere is called slower at most once in forty, however many
 * cells it has.
 * @param failAbove share of the baseline's time, at least 0
 * @throws {RangeError} on any other `failAbove`
 */
export function checkRegressions(
  baseline: RunDocument,
  now: RunDocument,
  failAbove: number,
): RegressionCheck {
  if (!(failAbove >= 0 && failAbove < Infinity)) throw new RangeError(`A limit of ${failAbove}.`);
  const reason = incomparable(baseline, now);
  if (reason !== null) return { status: 'refused', reason };
  const before = new Map(baseline.cells.filter(isRanked).map((cell) => [cell.id, cell]));
  const pairs: Pair[] = [];
  const lost: LostCell[] = [];
  const added: string[] = [];
  for (const cell of now.cells) {
    const was = before.get(cell.id);
    if (was === undefined) {
      if (isRanked(cell)) added.push(cell.id);
    } else if (isRanked(cell)) pairs.push({ before: was, now: cell });
    else if (!isStopped(cell)) lost.push({ id: cell.id, before: was, now: cell, reason: whyLost(cell) });
  }
  if (pairs.length + lost.length === 0) {
    const nothing = 'The run and the baseline have no configuration with a right result in common.';
    return { status: 'refused', reason: nothing };
  }
  const cells = checkPairs(pairs, failAbove);
  if (lost.length === 0 && cells.every(({ verdict }) => verdict === 'undecidable')) {
    const few =
      'Nothing can be decided: the run or the baseline has under three rounds of every configuration.';
    return { status: 'refused', reason: few };
  }
  return { status: 'checked', failAbove, cells, lost, added, changes: runChanges(baseline, now) };
}

/** Whether anything got slower than the limit, or was lost. */
export function hasRegressed(check: RegressionCheck): boolean {
  return (
    check.status === 'checked' &&
    (check.lost.length > 0 || check.cells.some(({ verdict }) => verdict === 'slower'))
  );
}

interface Pair {
  readonly before: MeasuredCell;
  readonly now: MeasuredCell;
}

function checkPairs(pairs: readonly Pair[], failAbove: number): CheckedCell[] {
  const limit = 1 + failAbove;
  const pValues = pairs.flatMap((pair) => pValueAbove(pair, limit) ?? []);
  const decisions = holmStepDown(pValues, oneSidedAlpha).values();
  return pairs.map((pair): CheckedCell => {
    const { ratio, low } = ratioAt(pair);
    const known = { id: pair.now.id, ...pair, ratio, changes: cellChanges(pair.before, pair.now) };
    const decision = low === null ? undefined : decisions.next().value;
    if (decision === undefined)
      return { ...known, ciLow: null, ciHigh: null, confidence: null, verdict: 'undecidable' };
    const confidence = 1 - 2 * decision.significanceLevel;
    const interval = ratioAt(pair, confidence);
    if (interval.low === null) throw new Error('There was an interval at another level.');
    const ends = { ciLow: interval.low, ciHigh: interval.high, confidence };
    const isSlower = decision.rejected && interval.low > limit;
    const verdict = isSlower
      ? 'slower'
      : interval.high < 1
        ? 'faster'
        : interval.high <= limit
          ? 'within'
          : 'open';
    return { ...known, ...ends, verdict };
  });
}

/** One-sided p-value of "at most `limit` times as long as before"; null under three rounds in either run. */
function pValueAbove({ before, now }: Pair, limit: number): number | null {
  const against = ratioOfIndependentRounds(
    mediansOf(before).map((medianMs) => medianMs * limit),
    mediansOf(now),
  );
  if (against === null || against.pValue === null) return null;
  return against.ratio > 1 ? against.pValue / 2 : 1 - against.pValue / 2;
}

function ratioAt({ before, now }: Pair, confidence?: number) {
  const ratio = ratioOfIndependentRounds(mediansOf(before), mediansOf(now), confidence);
  if (ratio === null) throw new Error('A measured cell has a round.');
  return ratio;
}

function mediansOf(cell: MeasuredCell): number[] {
  return cell.rounds.map((round) => round.medianMs);
}

/** A run that was stopped lost nothing: it did not come to these cells. */
function isStopped(cell: Cell): boolean {
  return cell.status === 'failed' && cell.reason.kind === 'cancelled';
}

function whyLost(cell: Cell): string {
  if (cell.status !== 'measured') return cell.reason.message;
  return cell.correctness.verdict === 'fail'
    ? 'Its outputs are wrong now.'
    : `Its outputs could not be checked. ${cell.correctness.reason ?? ''}`.trim();
}
