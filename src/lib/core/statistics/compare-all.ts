import { ratioOfRounds, type PairedRatio } from './compare.ts';
import { holmStepDown, type HolmDecision } from './holm.ts';

export interface ComparedCell {
  readonly id: string;
  /** Indexed by round, null where the round has no result. */
  readonly roundMediansMs: readonly (number | null)[];
}

export interface CompareOptions {
  /** The chance of naming any false winner among all the pairs together. */
  readonly alpha?: number;
  /** Ratios nearer to 1 than this are never called a difference: 0.02 is 2 %. Raise it to this machine's A/A noise. */
  readonly smallestEffect?: number;
}

/** One pair of cells; `a` and `b` are cell ids, `ratio` says how many times faster a is than b. */
export type PairComparison = { readonly a: string; readonly b: string } & (
  | {
      readonly verdict: 'a-faster' | 'b-faster' | 'no-difference';
      readonly ratio: number;
      readonly low: number;
      readonly high: number;
      /** Of the interval from `low` to `high`, after Holm's correction: 0.95 or more by default. */
      readonly confidence: number;
      /** Not corrected; to be held against 1 − confidence. */
      readonly pValue: number;
    }
  | {
      /** Fewer than three rounds in which both cells have a result; without any, `ratio` is null too. */
      readonly verdict: 'undecidable';
      readonly ratio: number | null;
      readonly low: null;
      readonly high: null;
      readonly confidence: null;
      readonly pValue: null;
    }
);

interface TestedPair {
  readonly a: ComparedCell;
  readonly b: ComparedCell;
  readonly comparison: PairedRatio | null;
}

/**
 * Every pair of cells against each other, `a` before `b` as listed. A pair has a winner only if Holm's step-down over
 * all pairs that have a p-value rejects equality, and the ratio is further from 1 than `smallestEffect`
 * (max(ratio, 1/ratio) − 1). Each interval has the confidence 1 − α/(m − i + 1) of the Holm step i that decided the
 * pair (pairs after the step that ended the procedure were decided by that one), so an interval excludes 1 exactly when
 * the test rejects: a winner's interval never holds 1.
 *
 * All pairs, and not only those with the fastest cell: which cell is the fastest is read from the same data, so picking
 * it first and testing after is itself a multiple comparison. Compared without correction, eight equal cells name a
 * false winner in about six runs of ten (measuring protocol, comparing cells; simulated in the tests).
 */
export function compareAll(
  cells: readonly ComparedCell[],
  { alpha = 0.05, smallestEffect = 0.02 }: CompareOptions = {},
): PairComparison[] {
  const pairs = everyPair(cells);
  const pValues = pairs.flatMap(({ comparison }) => comparison?.pValue ?? []);
  const decisions = holmStepDown(pValues, alpha).values();
  return pairs.map((pair) => {
    if (pair.comparison === null || pair.comparison.pValue === null) {
      return undecidable(pair);
    }
    const decision = decisions.next().value;
    if (decision === undefined) throw new RangeError('Holm’s procedure left out a pair.');
    return decided(pair, decision, smallestEffect);
  });
}

function everyPair(cells: readonly ComparedCell[]): TestedPair[] {
  return cells.flatMap((a, index) =>
    cells
      .slice(index + 1)
      .map((b) => ({ a, b, comparison: ratioOfRounds(a.roundMediansMs, b.roundMediansMs) })),
  );
}

function undecidable({ a, b, comparison }: TestedPair): PairComparison {
  const ratio = comparison?.ratio ?? null;
  return {
    a: a.id,
    b: b.id,
    verdict: 'undecidable',
    ratio,
    low: null,
    high: null,
    confidence: null,
    pValue: null,
  };
}

function decided({ a, b }: TestedPair, decision: HolmDecision, smallestEffect: number): PairComparison {
  const confidence = 1 - decision.significanceLevel;
  const corrected = ratioOfRounds(a.roundMediansMs, b.roundMediansMs, confidence);
  if (corrected === null || corrected.pValue === null) throw new RangeError('A tested pair lost its rounds.');
  const { ratio, low, high, pValue } = corrected;
  // The interval follows from the test, but a p-value that meets its level to the last digit may round the other way.
  const excludesOne = low > 1 || high < 1;
  const matters = Math.max(ratio, 1 / ratio) - 1 > smallestEffect;
  const winner = ratio > 1 ? 'a-faster' : 'b-faster';
  const verdict = decision.rejected && excludesOne && matters ? winner : 'no-difference';
  return { a: a.id, b: b.id, verdict, ratio, low, high, confidence, pValue };
}
