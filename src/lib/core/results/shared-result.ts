import { recommend } from '../recommendations/recommend.ts';
import { cellTitle } from './cell-title.ts';
import { compareCells, isRanked, speedupOver, type MeasuredFacts } from './compare-cells.ts';
import { engineTitle, type BackendId } from './ids.ts';
import { latencyOf } from './latency.ts';
import type { Latency, MeasuredCell } from './run-document.ts';
import type { AnonymousDevice } from './submission-device.ts';
import type { Submission, SubmittedCell, SubmittedModel } from './submission.ts';
import { submittedRounds } from './submitted-rounds.ts';

/** A stored submission as everybody may see it, with all that is computed of it. Plain data: it travels with the page. */
export interface SharedResult {
  readonly id: string;
  /** For example `2026-11-24` (UTC). */
  readonly receivedDay: string;
  readonly origin: 'crowd' | 'lab';
  /** The name of the rig that sent it; null for the crowd's. */
  readonly rig: string | null;
  readonly device: AnonymousDevice;
  /** As the catalogue calls the device that the sender said it is; null where none was named. */
  readonly deviceName: string | null;
  readonly model: SharedModel;
  readonly protocolVersion: number;
  readonly appVersion: string;
  readonly clockResolutionMs: number;
  /** What to ship, or why nobody can say. */
  readonly sentence: string;
  /** Right ones first, the fastest on top; unchecked and wrong ones after them. */
  readonly cells: readonly SharedCell[];
}

export interface SharedModel extends Pick<
  SubmittedModel,
  'sha256' | 'format' | 'bytes' | 'precision' | 'parameters' | 'macs'
> {
  /** Of the zoo or the shelf, or as the sender ticked it; null where neither is so. */
  readonly title: string | null;
  /** By which a plan names it; null for a model of somebody's own. */
  readonly ref: string | null;
}

export interface SharedCell {
  readonly title: string;
  readonly engineTitle: string;
  readonly engineVersion: string;
  readonly backend: BackendId;
  readonly precision: SubmittedCell['precision'];
  readonly batch: number;
  readonly threadsObserved: number | null;
  readonly rounds: number;
  readonly latency: Pick<Latency, 'medianMs' | 'ciLowMs' | 'ciHighMs'>;
  /** From the mean, times the batch. */
  readonly throughputPerSecond: number;
  /** Over the reference cell of the same batch size; null where that is missing, or for a wrong result. */
  readonly speedupOverBaseline: MeasuredCell['speedupOverBaseline'];
  /** Runtime, session and first run. */
  readonly firstResultMs: number;
  readonly verdict: SubmittedCell['verdict'];
  readonly flags: SubmittedCell['flags'];
  readonly standing: 'fastest' | 'tied' | 'none';
}

/** The cells of a submission as tables and pictures show them, and the verdict, all computed from the samples. */
export function sharedCells({ cells }: Pick<Submission, 'cells'>): Pick<SharedResult, 'sentence' | 'cells'> {
  const measured = cells.map(measuredFacts);
  const facts = measured.map(({ facts }) => facts);
  const recommendation = recommend(facts, compareCells(facts), 'elsewhere');
  const shown = measured.map((each): { place: number; cell: SharedCell } => {
    const { cell, latency } = each;
    const ranked = isRanked(each.facts);
    const baseline = facts.find(
      (other) => other.correctness.verdict === 'reference' && other.batch === cell.batch,
    );
    return {
      place: standingOf(cell.verdict),
      cell: {
        title: cellTitle(each.facts, facts),
        engineTitle: each.facts.engineTitle,
        engineVersion: cell.engineVersion,
        backend: cell.backend,
        precision: cell.precision,
        batch: cell.batch,
        threadsObserved: cell.threads.observed,
        rounds: cell.rounds.length,
        latency: { medianMs: latency.medianMs, ciLowMs: latency.ciLowMs, ciHighMs: latency.ciHighMs },
        throughputPerSecond: (cell.batch * 1000) / latency.meanMs,
        speedupOverBaseline: ranked && baseline !== undefined ? speedupOver(baseline, each.facts) : null,
        firstResultMs: cell.cold.runtimeMs + cell.cold.sessionMs + cell.cold.firstRunMs,
        verdict: cell.verdict,
        flags: cell.flags,
        standing:
          recommendation.cell === each.facts.id
            ? 'fastest'
            : recommendation.tied.includes(each.facts.id)
              ? 'tied'
              : 'none',
      },
    };
  });
  const sorted = shown.toSorted(
    (a, b) =>
      a.place - b.place || a.cell.batch - b.cell.batch || a.cell.latency.medianMs - b.cell.latency.medianMs,
  );
  return { sentence: recommendation.sentence, cells: sorted.map(({ cell }) => cell) };
}

function measuredFacts(cell: SubmittedCell, index: number) {
  const rounds = submittedRounds(cell);
  const latency = latencyOf(rounds);
  const facts: MeasuredFacts = {
    // Two cells of a submission may be alike in all that an id is made of.
    id: String(index),
    status: 'measured',
    engine: cell.engine,
    engineTitle: engineTitle(cell.engine),
    backend: cell.backend,
    batch: cell.batch,
    precision: cell.precision,
    threads: cell.threads,
    flags: cell.flags,
    latency,
    rounds,
    correctness: { verdict: cell.verdict },
  };
  return { cell, facts, latency };
}

function standingOf(verdict: SubmittedCell['verdict']): number {
  if (verdict === 'unchecked') return 1;
  return verdict === 'fail' ? 2 : 0;
}
