import { correctnessOf, type RoundCheck } from '#lib/core/results/correctness.ts';
import { speedupOver } from '#lib/core/results/compare-cells.ts';
import { cachedColdPath, latencyOf } from '#lib/core/results/latency.ts';
import { measuredRound } from '#lib/core/results/measured-round.ts';
import type { PlannedCell } from '#lib/core/protocol/plan-cells.ts';
import { wantedRelativeHalfWidth } from '#lib/core/protocol/presets.ts';
import { explain } from '#lib/core/results/reasons.ts';
import { roundFlags, type Cell, type MeasuredCell, type Round } from '#lib/core/results/run-document.ts';
import { estimateFromRounds } from '#lib/core/statistics/rounds.ts';
import {
  engineFlags,
  type EngineDescriptor,
  type EngineFlag,
  type Observed,
  type Unavailable,
} from '#lib/engines/engine.ts';
import type { CellRoundOutcome } from './cell-round.ts';

export interface CellRole {
  readonly isReference: boolean;
  readonly referenceProblem: string | null;
  /** Why it has no result where its turn has not come. */
  readonly unmeasured: Unavailable;
}

type CellCommon = Pick<
  Cell,
  'id' | 'engine' | 'engineTitle' | 'engineVersion' | 'backend' | 'batch' | 'precision' | 'threads' | 'flags'
>;

/** What is known of one cell while a run goes on. */
export class CellRecord {
  readonly planned: PlannedCell;
  readonly engine: EngineDescriptor;
  readonly #rounds: Round[] = [];
  readonly #checks: RoundCheck[] = [];
  #observed: Observed | null = null;
  #projection: readonly number[] | null = null;
  readonly #engineFlags = new Set<EngineFlag>();
  #standIn: string | null = null;
  #ended: Unavailable | null;

  constructor(planned: PlannedCell, engine: EngineDescriptor) {
    this.planned = planned;
    this.engine = engine;
    this.#ended = planned.unsupported && { status: 'unsupported', cause: planned.unsupported };
  }

  /** Whether further rounds of this cell are wanted. */
  get active(): boolean {
    return this.#ended === null;
  }

  /** Ends the cell without a result: one bad round is enough. */
  end(outcome: Unavailable): void {
    this.#ended = outcome;
  }

  add(round: number, position: number, outcome: Extract<CellRoundOutcome, { status: 'measured' }>): void {
    const { measured, cold, observed } = outcome;
    this.#rounds.push(measuredRound(round, position, cold, measured.loop));
    this.#checks.push(measured);
    this.#observed = observed;
    this.#projection ??= measured.projection;
    for (const flag of measured.flags) this.#engineFlags.add(flag);
  }

  /** Notes that the outputs are compared with something else than the reference cell's, as a sentence. */
  compareWithStandIn(sentence: string): void {
    this.#standIn = sentence;
  }

  hasRound(round: number): boolean {
    return this.#rounds.some((each) => each.round === round);
  }

  /** What each round found out about the outputs; the document holds only the worst. */
  get checks(): readonly RoundCheck[] {
    return this.#checks.map(({ checkedInputs, agreement }) => ({ checkedInputs, agreement }));
  }

  /** Takes over what an interrupted run knew of this cell. */
  restore(cell: Cell, checks: readonly RoundCheck[]): void {
    if (cell.status === 'measured') {
      this.#rounds.push(...cell.rounds);
      this.#checks.push(...checks);
      const { provider, adapter, threads, outputProjection } = cell;
      this.#observed = { provider, adapter, threads: threads.observed ?? threads.requested };
      this.#projection = outputProjection;
      for (const flag of engineFlags) if (cell.flags.includes(flag)) this.#engineFlags.add(flag);
    } else if (cell.status === 'unsupported') {
      this.#ended = { status: 'unsupported', cause: cell.reason };
    } else if (cell.reason.kind !== 'cancelled') {
      this.#ended = { status: 'failed', cause: cell.reason };
    }
  }

  /** Whether the rounds so far pin the median down well enough; cells that ended want nothing. */
  get settled(): boolean {
    if (!this.active) return true;
    const { relativeHalfWidth } = estimateFromRounds(this.#rounds.map((round) => round.medianMs));
    return relativeHalfWidth !== null && relativeHalfWidth <= wantedRelativeHalfWidth;
  }

  /** The cell as the run document holds it. */
  toCell(role: CellRole): Cell {
    const ended = this.#ended ?? (this.#rounds.length === 0 ? role.unmeasured : null);
    const common = this.#common();
    if (ended === null) return this.#measured(common, role);
    const message = explain(ended.cause);
    return ended.status === 'unsupported'
      ? { ...common, status: 'unsupported', reason: { ...ended.cause, message } }
      : { ...common, status: 'failed', reason: { ...ended.cause, message } };
  }

  #common(): CellCommon {
    const { id, key } = this.planned;
    return {
      id,
      engine: key.engine,
      engineTitle: this.engine.title,
      engineVersion: this.engine.version,
      backend: key.backend,
      batch: key.batch,
      precision: key.precision,
      threads: { requested: key.threads, observed: this.#observed?.threads ?? null },
      flags: this.#flags(),
    };
  }

  #measured(common: CellCommon, role: CellRole): MeasuredCell {
    const [first] = this.#rounds;
    if (first === undefined || this.#observed === null) throw new Error('A measured cell has a round.');
    const latency = latencyOf(this.#rounds);
    return {
      ...common,
      status: 'measured',
      provider: this.#observed.provider,
      adapter: this.#observed.adapter && { ...this.#observed.adapter },
      latency,
      throughputPerSecond: (1000 * common.batch) / latency.meanMs,
      speedupOverBaseline: null,
      cold: first.cold,
      cached: cachedColdPath(this.#rounds),
      rounds: [...this.#rounds],
      correctness: this.#correctness(common, role),
      outputProjection: this.#projection && [...this.#projection],
      memory: null,
      pipelinedThroughput: null,
    };
  }

  #correctness(common: CellCommon, role: CellRole): MeasuredCell['correctness'] {
    const correctness = correctnessOf(this.#checks, common.precision, role);
    return { ...correctness, reason: correctness.reason ?? this.#standIn };
  }

  #flags(): Cell['flags'] {
    const requested = this.planned.key.threads;
    const observed = this.#observed?.threads ?? requested;
    const spread = estimateOf(this.#rounds);
    return [
      ...(this.#observed?.adapter?.software === true ? ['software-rendering' as const] : []),
      ...(observed < requested ? ['threads-partial' as const] : []),
      ...this.#engineFlags,
      ...(spread !== null && spread > wantedRelativeHalfWidth ? ['round-spread' as const] : []),
      // A single odd round is seen in the rounds; the cell is flagged when at least half of them are odd.
      ...roundFlags.filter(
        (flag) =>
          2 * this.#rounds.filter((round) => round.flags.includes(flag)).length >=
          Math.max(1, this.#rounds.length),
      ),
    ];
  }
}

function estimateOf(rounds: readonly Round[]): number | null {
  return rounds.length === 0
    ? null
    : estimateFromRounds(rounds.map((round) => round.medianMs)).relativeHalfWidth;
}

/** Adds to every measured cell how much faster it is than the baseline of its batch size. */
export function withSpeedups(cells: readonly Cell[], isBaseline: (cell: Cell) => boolean): Cell[] {
  const baselines = new Map(
    cells
      .filter((cell) => cell.status === 'measured')
      .filter(isBaseline)
      .map((cell) => [cell.batch, cell]),
  );
  return cells.map((cell) => {
    const baseline = baselines.get(cell.batch);
    // How many times faster something wrong is says nothing.
    if (cell.status !== 'measured' || cell.correctness.verdict === 'fail' || baseline === undefined)
      return cell;
    return { ...cell, speedupOverBaseline: speedupOver(baseline, cell) };
  });
}
