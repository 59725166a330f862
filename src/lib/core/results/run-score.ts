import { ratioOfIndependentRounds } from '../statistics/compare-runs.ts';
import { holmStepDown } from '../statistics/holm.ts';
import { geometricMeans } from '../statistics/geometric-mean.ts';
import type { MeasuredCell } from './run-document.ts';

/** A cell that two runs both have a right result of. */
export interface SharedCell {
  readonly a: MeasuredCell;
  readonly b: MeasuredCell;
}

export type DifferenceVerdict = 'a-faster' | 'b-faster' | 'no-difference' | 'undecidable';

/** How many times as fast run a is as run b over all cells that they share: the geometric mean of the cells' ratios. */
export interface RunScore {
  readonly ratio: number;
  /** Null under three whole rounds in either run. */
  readonly ciLow: number | null;
  readonly ciHigh: number | null;
  /** How many cells it spans. */
  readonly cells: number;
  readonly verdict: DifferenceVerdict;
}

/** As between the cells of one run: less than 2 % is never called a difference. */
const smallestEffect = 0.02;

export function differenceVerdict(
  ratio: number,
  low: number | null,
  high: number | null,
  isSignificant: boolean,
): DifferenceVerdict {
  const excludesOne = (low ?? 1) > 1 || (high ?? 1) < 1;
  const matters = Math.max(ratio, 1 / ratio) - 1 > smallestEffect;
  if (!isSignificant || !excludesOne || !matters) return 'no-difference';
  return ratio > 1 ? 'a-faster' : 'b-faster';
}

/**
 * A score for each list of shared cells; null for an empty list, and where no round has all of its cells. Within a run
 * the cells are paired by round: a round's score is the geometric mean of its cells' medians, so that what a round did to
 * all of them counts once. Between the runs the rounds are independent samples (Welch), Holm's correction spanning the
 * lists.
 */
export function scoresOf(lists: readonly (readonly SharedCell[])[], alpha: number): (RunScore | null)[] {
  const rounds = lists.map((shared) => ({
    cells: shared.length,
    a: geometricMeans(shared.map(({ a }) => mediansByRound(a))),
    b: geometricMeans(shared.map(({ b }) => mediansByRound(b))),
  }));
  const ratios = rounds.map(({ a, b }) => ratioOfIndependentRounds(a, b));
  const decisions = holmStepDown(
    ratios.flatMap((ratio) => ratio?.pValue ?? []),
    alpha,
  ).values();
  return ratios.map((first, index): RunScore | null => {
    const { a, b, cells } = rounds[index] ?? { a: [], b: [], cells: 0 };
    if (first === null) return null;
    const { ratio } = first;
    const decision = first.pValue === null ? undefined : decisions.next().value;
    const at = decision && ratioOfIndependentRounds(a, b, 1 - decision.significanceLevel);
    if (decision === undefined || !at)
      return { ratio, ciLow: null, ciHigh: null, cells, verdict: 'undecidable' };
    const verdict = differenceVerdict(ratio, at.low, at.high, decision.rejected);
    return { ratio, ciLow: at.low, ciHigh: at.high, cells, verdict };
  });
}

/** Indexed by round, null where the cell has no result of it. */
function mediansByRound({ rounds }: MeasuredCell): (number | null)[] {
  const last = Math.max(0, ...rounds.map(({ round }) => round));
  const medians: (number | null)[] = Array.from({ length: last }, () => null);
  for (const { round, medianMs } of rounds) medians[round - 1] = medianMs;
  return medians;
}
