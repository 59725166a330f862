import type { InputSpec } from '../protocol/input-spec.ts';
import { holmStepDown } from '../statistics/holm.ts';
import { ratioOfIndependentRounds } from '../statistics/compare-runs.ts';
import { isRanked } from './compare-cells.ts';
import type { Cell, MeasuredCell, RunDocument } from './run-document.ts';

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
  readonly verdict: 'a-faster' | 'b-faster' | 'no-difference' | 'undecidable';
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
/** As between the cells of one run: less than 2 % is never called a difference. */
const smallestEffect = 0.02;

/** Compares two runs of one model, cell by cell. The runs share no rounds, so their rounds are independent samples. */
export function compareRuns(a: RunDocument, b: RunDocument): RunComparison {
  const reason = incomparable(a, b);
  if (reason !== null) return { status: 'refused', reason };
  const byId = new Map(b.cells.map((cell) => [cell.id, cell]));
  const shared = a.cells.flatMap((cell) => {
    const other = byId.get(cell.id);
    return other !== undefined && isRanked(cell) && isRanked(other) ? [{ a: cell, b: other }] : [];
  });
  if (shared.length === 0)
    return { status: 'refused', reason: 'The two runs have no configuration with a right result in common.' };
  const compared = new Set(shared.map((pair) => pair.a.id));
  const ids = new Set([...a.cells, ...b.cells].map(({ id }) => id));
  return {
    status: 'compared',
    cells: compareShared(shared),
    leftOut: [...ids].filter((id) => !compared.has(id)),
  };
}

interface Shared {
  readonly a: MeasuredCell;
  readonly b: MeasuredCell;
}

function compareShared(shared: readonly Shared[]): CellInBothRuns[] {
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
    const excludesOne = (low ?? 1) > 1 || (high ?? 1) < 1;
    const matters = Math.max(ratio, 1 / ratio) - 1 > smallestEffect;
    const winner = ratio > 1 ? 'a-faster' : 'b-faster';
    const verdict = decision.rejected && excludesOne && matters ? winner : 'no-difference';
    return { ...common, ciLow: low, ciHigh: high, confidence, verdict };
  });
}

function ratioAt({ a, b }: Shared, confidence?: number) {
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

/** Cells of either run by id, for naming those that were left out. */
export function cellsOfBoth(a: RunDocument, b: RunDocument): Map<string, Cell> {
  return new Map([...b.cells, ...a.cells].map((cell) => [cell.id, cell]));
}
