import { planCells, type PlannedRun } from '#lib/core/protocol/plan-cells.ts';
import type { Plan } from '#lib/core/protocol/plan.ts';
import { protocolVersion } from '#lib/core/protocol/presets.ts';
import { createRandom, shuffle } from '#lib/core/protocol/random.ts';
import { recommend } from '#lib/core/recommendations/recommend.ts';
import { compareCells } from '#lib/core/results/compare-cells.ts';
import type { BackendId, Precision } from '#lib/core/results/ids.ts';
import type { PressureState } from '#lib/core/results/pressure.ts';
import type { UnsupportedCause } from '#lib/core/results/reasons.ts';
import type { Cell, Environment, ResumeCause, RunDocument } from '#lib/core/results/run-document.ts';
import type { DeviceReport } from '#lib/device/device-report.ts';
import { engines } from '#lib/engines/registry.ts';
import type { Unavailable } from '#lib/engines/engine.ts';
import type { LoadedModel } from '#lib/models/loaded-model.ts';
import type { MacCount } from '#lib/onnx/macs/mac-count.ts';
import { batchOf } from '#lib/models/resolve-inputs.ts';
import type { InterruptedRun } from '#lib/runs/stored-run.ts';
import { CellRecord, withSpeedups } from './cell-record.ts';
import { withGivenBatch } from './given-batch.ts';
import { modelFacts } from './model-facts.ts';
import { worseOf } from './pressure.ts';
import type { Reference } from './reference.ts';
import type { Interruption } from './visibility.ts';

/** How earlier attempts at a run ended, where something else than a visitor drives the page. */
export interface EarlierAttempts {
  readonly cause?: ResumeCause | undefined;
  /** Cells that the browser did not survive. */
  readonly crashed?: readonly { readonly cell: string; readonly detail: string }[] | undefined;
}

/** Reasons that lie in the browser alone, not in the model or the engine. */
const lacks: ReadonlySet<UnsupportedCause['kind']> = new Set([
  'no-webgpu',
  'no-adapter',
  'no-webgl',
  'no-simd',
  'not-isolated',
  'no-shared-memory',
]);

/** Everything known of one run while it goes on; its document can be had at any moment. */
export class RunRecord {
  readonly plan: Plan;
  readonly model: LoadedModel;
  readonly environment: Environment;
  readonly planned: PlannedRun;
  readonly precision: Precision;
  readonly cells: readonly CellRecord[];
  /** By batch size. */
  readonly references = new Map<number, Extract<Reference, { status: 'ready' }>>();
  /** Multiply-accumulates of one run, by batch size. */
  readonly macs = new Map<number, MacCount>();
  readonly voided: RunDocument['voided'];
  #worstPressure: PressureState | null;
  readonly runId: string;
  readonly #earlier: InterruptedRun | null;
  readonly #resumed: NonNullable<RunDocument['resumed']>;
  readonly #backends: DeviceReport['backends'];
  readonly #startedAt: string;
  readonly #startedAtMs = performance.now();

  /** @param earlier a run of the same plan and model that was interrupted and now goes on in the same document */
  constructor(
    wanted: Plan,
    model: LoadedModel,
    { environment, backends }: Pick<DeviceReport, 'environment' | 'backends'>,
    earlier: InterruptedRun | null = null,
    { cause, crashed = [] }: EarlierAttempts = {},
  ) {
    const now = new Date().toISOString();
    const plan = withGivenBatch(wanted, model);
    this.plan = plan;
    this.model = model;
    this.environment = environment;
    this.#backends = backends;
    // Only the engine can read what an .ort file holds; the plan may say what it knows.
    this.precision = model.description?.precision ?? plan.precision[0] ?? 'fp32';
    const planned = { format: model.format, precision: this.precision, batch: batchOf(model) };
    this.planned = planCells(plan, planned, engines, environment.logicalCores ?? 2);
    this.cells = this.planned.cells.map((cell) => {
      const engine = engines.find(({ id }) => id === cell.key.engine);
      if (engine === undefined) throw new Error(`No engine ${cell.key.engine} is registered.`);
      return new CellRecord(cell, engine);
    });
    this.#earlier = earlier;
    this.runId = earlier?.runId ?? randomId();
    this.#startedAt = earlier?.document.startedAt ?? now;
    this.voided = [...(earlier?.document.voided ?? [])];
    this.#worstPressure = earlier?.document.worstPressure ?? null;
    for (const cell of earlier?.document.cells ?? []) {
      const record = this.cells.find(({ planned: { id } }) => id === cell.id);
      if (!this.#isHereAgain(cell)) record?.restore(cell, earlier?.checks[cell.id] ?? []);
    }
    for (const { cell, detail } of crashed) {
      const record = this.cells.find(({ planned: { id } }) => id === cell);
      if (record?.active === true) record.end({ status: 'failed', cause: { kind: 'crashed', detail } });
    }
    this.#resumed = [
      ...(earlier?.document.resumed ?? []),
      ...(earlier === null && cause === undefined
        ? []
        : [{ at: now, round: this.firstRound, ...(cause === undefined ? {} : { cause }) }]),
    ];
  }

  /** The round to begin with: 1, or the first that an interrupted run had not finished. */
  get firstRound(): number {
    if (this.#earlier === null) return 1;
    const { round } = this.#earlier;
    const unfinished = this.cellsOfRound(round).some((cell) => cell.active && !cell.hasRound(round));
    return unfinished ? round : round + 1;
  }

  /** The cells of a round in their seeded random order; that of an interrupted round is the one it had. */
  cellsOfRound(round: number): readonly CellRecord[] {
    if (this.#earlier?.round !== round) {
      return shuffle(this.activeCells, createRandom(this.plan.seed, round));
    }
    return this.#earlier.order.flatMap((id) => this.cells.filter((cell) => cell.planned.id === id));
  }

  get activeCells(): readonly CellRecord[] {
    return this.cells.filter((cell) => cell.active);
  }

  void(round: number, cell: CellRecord, cause: Interruption): void {
    this.voided.push({ round, cell: cell.planned.id, cause });
  }

  notePressure(state: PressureState): void {
    this.#worstPressure = worseOf(this.#worstPressure, state);
  }

  toDocument(status: RunDocument['status']): RunDocument {
    const isBaseline = this.#isBaseline.bind(this);
    const plain = this.cells.map((cell) =>
      cell.toCell({
        isReference: isBaseline(cell.planned.key),
        referenceProblem:
          this.references.get(cell.planned.key.batch)?.problem ?? 'The reference was not run.',
        unmeasured: this.#unmeasured(cell.planned.key.backend),
      }),
    );
    const cells = withSpeedups(plain, isBaseline);
    const comparisons = compareCells(cells);
    return {
      format: 'inferometer-run',
      version: 1,
      protocolVersion,
      runId: this.runId,
      appVersion: __APP_VERSION__,
      startedAt: this.#startedAt,
      durationMs: (this.#earlier?.document.durationMs ?? 0) + performance.now() - this.#startedAtMs,
      status,
      environment: this.environment,
      model: modelFacts(this, this.#earlier?.document.model ?? null),
      plan: this.plan,
      reference: this.planned.reference,
      cells,
      comparisons,
      recommendation: recommend(cells, comparisons),
      voided: [...this.voided],
      worstPressure: this.#worstPressure,
      ...(this.#resumed.length === 0 ? {} : { resumed: [...this.#resumed] }),
    };
  }

  /** The run so far, so that it can go on after a reload or a crash. */
  toInterruptedRun(round: number, order: readonly CellRecord[]): InterruptedRun {
    return {
      runId: this.runId,
      document: this.toDocument('cancelled'),
      checks: Object.fromEntries(this.cells.map((cell) => [cell.planned.id, cell.checks])),
      round,
      order: order.map(({ planned }) => planned.id),
    };
  }

  /** Whether a cell ended because the browser lacked its backend, which it has now. */
  #isHereAgain(cell: Cell): boolean {
    const isLack = cell.status === 'unsupported' && lacks.has(cell.reason.kind);
    return isLack && this.#backends[cell.backend].status === 'available';
  }

  /** What this browser lacks keeps that for its reason, though its turn never came. */
  #unmeasured(backend: BackendId): Unavailable {
    const here = this.#backends[backend];
    return here.status === 'unavailable'
      ? { status: 'unsupported', cause: here.cause }
      : { status: 'failed', cause: { kind: 'cancelled' } };
  }

  /** The reference engine on one WASM thread, at any batch size: each batch is held against its own. */
  #isBaseline({ engine, backend }: { engine: string; backend: string }): boolean {
    return backend === 'wasm-simd' && this.planned.reference?.startsWith(`${engine}/`) === true;
  }
}

/** `crypto.randomUUID` is missing on pages that were not opened over HTTPS. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
