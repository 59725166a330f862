import type { InputSpec } from '../protocol/input-spec.ts';
import { holmStepDown } from '../statistics/holm.ts';
import { ratioOfIndependentRounds } from '../statistics/compare-runs.ts';
import { isRanked } from './compare-cells.ts';
import type { Cell, MeasuredCell, RunDocument } from './run-document.ts';
import {
  differenceVerdict,
  scoresOf,
  type DifferenceVerdict,
  type RunScore,
  type SharedCell,
} from './run-score.ts';

/** One cell in two runs. `ratio` is the time in b over the time in a: how many times faster it is in a. */
export interface CellInBothRuns {
  readonly id: string;
  readonly a: MeasuredCell;
  readonly b: MeasuredCell;
  readonly ratio: number;
  /** Null under three rounds in either run, as is `confidence`. */
  readonly ciLow: number | null;
  readonly ciHigh: number | null;
  /** Of the interval, after Holm's correction for the number of cells. */
  readonly confidence: number | null;
  readonly verdict: DifferenceVerdict;
}

export type RunComparison =
  | {
      readonly status: 'compared';
      readonly cells: readonly CellInBothRuns[];
      /** Ids of cells without a right result in one of the runs, or in both. */
      readonly leftOut: readonly string[];
    }
  /** `reason` is a sentence for people. */
  | { readonly status: 'refused'; readonly reason: string };

const alpha = 0.05;

/** Several runs of one model against one of them. */
export interface RunAgainstBase {
  readonly run: RunDocument;
  readonly comparison: RunComparison;
  /** Over all cells that both have right; null where the runs cannot be compared, or share no whole round. */
  readonly score: RunScore | null;
}

/** Compares two runs of one model, cell by cell. The runs share no rounds, so their rounds are independent samples. */
export function compareRuns(a: RunDocument, b: RunDocument): RunComparison {
  const [only] = compareWithBase(b, [a]);
  if (only === undefined) throw new Error('One run gives one comparison.');
  return only.comparison;
}

/**
 * Compares runs of one model with one of them: `a` of every cell is the run's, `b` the base's. Holm's correction spans
 * all cells of all runs, and another all scores, so that looking at more runs does not make false differences likelier.
 */
export function compareWithBase(base: RunDocument, runs: readonly RunDocument[]): RunAgainstBase[] {
  const pairings = runs.map((run) => pairUp(run, base));
  const pairs = pairings.flatMap((pairing) => (pairing.status === 'shared' ? pairing.shared : []));
  const compared = compareShared(pairs);
  let taken = 0;
  const scores = scoresOf(
    pairings.map((pairing) => (pairing.status === 'shared' ? pairing.shared : [])),
    alpha,
  );
  return pairings.map((pairing, index): RunAgainstBase => {
    const { run } = pairing;
    if (pairing.status === 'refused')
      return { run, comparison: { status: 'refused', reason: pairing.reason }, score: null };
    const cells = compared.slice(taken, (taken += pairing.shared.length));
    return {
      run,
      comparison: { status: 'compared', cells, leftOut: pairing.leftOut },
      score: scores[index] ?? null,
    };
  });
}

type Pairing =
  | { readonly status: 'refused'; readonly run: RunDocument; readonly reason: string }
  | {
      readonly status: 'shared';
      readonly run: RunDocument;
      readonly shared: readonly SharedCell[];
      readonly leftOut: readonly string[];
    };

function pairUp(run: RunDocument, base: RunDocument): Pairing {
  const reason = incomparable(run, base);
  if (reason !== null) return { status: 'refused', run, reason };
  const byId = new Map(base.cells.map((cell) => [cell.id, cell]));
  const shared = run.cells.flatMap((cell) => {
    const other = byId.get(cell.id);
    return other !== undefined && isRanked(cell) && isRanked(other) ? [{ a: cell, b: other }] : [];
  });
  if (shared.length === 0)
    return {
      status: 'refused',
      run,
      reason: 'The two runs have no configuration with a right result in common.',
    };
  const compared = new Set(shared.map((pair) => pair.a.id));
  const ids = new Set([...run.cells, ...base.cells].map(({ id }) => id));
  return { status: 'shared', run, shared, leftOut: [...ids].filter((id) => !compared.has(id)) };
}

function compareShared(shared: readonly SharedCell[]): CellInBothRuns[] {
  const pValues = shared.flatMap((pair) => ratioAt(pair).pValue ?? []);
  const decisions = holmStepDown(pValues, alpha).values();
  return shared.map((pair): CellInBothRuns => {
    const { ratio, pValue } = ratioAt(pair);
    const common = { id: pair.a.id, ...pair, ratio };
    const decision = pValue === null ? undefined : decisions.next().value;
    if (decision === undefined)
      return { ...common, ciLow: null, ciHigh: null, confidence: null, verdict: 'undecidable' };
    const confidence = 1 - decision.significanceLevel;
    const { low, high } = ratioAt(pair, confidence);
    const verdict = differenceVerdict(ratio, low, high, decision.rejected);
    return { ...common, ciLow: low, ciHigh: high, confidence, verdict };
  });
}

function ratioAt({ a, b }: SharedCell, confidence?: number) {
  const medians = (cell: MeasuredCell) => cell.rounds.map((round) => round.medianMs);
  const ratio = ratioOfIndependentRounds(medians(a), medians(b), confidence);
  if (ratio === null) throw new Error('A measured cell has a round.');
  return ratio;
}

/** Why two runs say nothing about each other, as a sentence; null where they do. */
export function incomparable(a: RunDocument, b: RunDocument): string | null {
  if (a.runId === b.runId) return 'These are the same run.';
  if (a.model.sha256 !== b.model.sha256)
    return `The runs measured different models: the files of ${a.model.name} and ${b.model.name} differ (SHA-256).`;
  if (a.protocolVersion !== b.protocolVersion)
    return `The runs were measured by different protocols (versions ${a.protocolVersion} and ${b.protocolVersion}), so their numbers mean different things.`;
  for (const { batch, inputs } of a.model.fed) {
    const others = b.model.fed.find((fed) => fed.batch === batch)?.inputs;
    const difference = others && inputDifference(inputs, others);
    if (difference) return difference;
  }
  return null;
}

function inputDifference(a: readonly InputSpec[], b: readonly InputSpec[]): string | null {
  const byName = new Map(b.map((spec) => [spec.name, spec]));
  for (const spec of a) {
    const other = byName.get(spec.name);
    const shape = spec.shape.join(' × ');
    if (other === undefined) return `The runs fed different inputs: only one has ${spec.name}.`;
    if (shape !== other.shape.join(' × '))
      return `The runs used different dimensions: ${spec.name} was ${shape} in one and ${other.shape.join(' × ')} in the other.`;
    if (spec.dtype !== other.dtype || JSON.stringify(spec.rule) !== JSON.stringify(other.rule))
      return `The runs filled the input ${spec.name} with different kinds of numbers.`;
  }
  return null;
}

/** Cells of all runs by id, for naming those that were left out; of the same id, the first run's. */
export function cellsOfRuns(runs: readonly RunDocument[]): Map<string, Cell> {
  return new Map(runs.toReversed().flatMap(({ cells }) => cells.map((cell) => [cell.id, cell])));
}
