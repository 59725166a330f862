import { planCells, type PlannedRun } from '#lib/core/protocol/plan-cells.ts';
import type { Plan } from '#lib/core/protocol/plan.ts';
import { protocolVersion } from '#lib/core/protocol/presets.ts';
import { recommend } from '#lib/core/recommendations/recommend.ts';
import { compareCells } from '#lib/core/results/compare-cells.ts';
import type { Precision } from '#lib/core/results/ids.ts';
import type { Environment, ModelFacts, RunDocument } from '#lib/core/results/run-document.ts';
import { engines } from '#lib/engines/registry.ts';
import type { TensorDescription } from '#lib/engines/engine.ts';
import type { LoadedModel } from '#lib/models/loaded-model.ts';
import { batchOf } from '#lib/models/resolve-inputs.ts';
import { CellRecord, withSpeedups } from './cell-record.ts';
import { withGivenBatch } from './given-batch.ts';
import type { Reference } from './reference.ts';
import type { Interruption } from './visibility.ts';

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
  readonly voided: RunDocument['voided'] = [];
  readonly #runId = randomId();
  readonly #startedAt = new Date();
  readonly #startedAtMs = performance.now();

  constructor(wanted: Plan, model: LoadedModel, environment: Environment) {
    const plan = withGivenBatch(wanted, model);
    this.plan = plan;
    this.model = model;
    this.environment = environment;
    // Only the engine can read what an .ort file holds; the plan may say what it knows.
    this.precision = model.description?.precision ?? plan.precision[0] ?? 'fp32';
    const planned = { format: model.format, precision: this.precision, batch: batchOf(model) };
    this.planned = planCells(plan, planned, engines, environment.logicalCores ?? 2);
    this.cells = this.planned.cells.map((cell) => {
      const engine = engines.find(({ id }) => id === cell.key.engine);
      if (engine === undefined) throw new Error(`No engine ${cell.key.engine} is registered.`);
      return new CellRecord(cell, engine);
    });
  }

  get activeCells(): readonly CellRecord[] {
    return this.cells.filter((cell) => cell.active);
  }

  void(round: number, cell: CellRecord, cause: Interruption): void {
    this.voided.push({ round, cell: cell.planned.id, cause });
  }

  toDocument(status: RunDocument['status']): RunDocument {
    const isBaseline = this.#isBaseline.bind(this);
    const plain = this.cells.map((cell) =>
      cell.toCell({
        isReference: isBaseline(cell.planned.key),
        referenceProblem:
          this.references.get(cell.planned.key.batch)?.problem ?? 'The reference was not run.',
      }),
    );
    const cells = withSpeedups(plain, isBaseline);
    const comparisons = compareCells(cells);
    return {
      format: 'inferometer-run',
      version: 1,
      protocolVersion,
      runId: this.#runId,
      appVersion: __APP_VERSION__,
      startedAt: this.#startedAt.toISOString(),
      durationMs: performance.now() - this.#startedAtMs,
      status,
      environment: this.environment,
      model: this.#modelFacts(),
      plan: this.plan,
      reference: this.planned.reference,
      cells,
      comparisons,
      recommendation: recommend(cells, comparisons),
      voided: [...this.voided],
    };
  }

  /** The reference engine on one WASM thread, at any batch size: each batch is held against its own. */
  #isBaseline({ engine, backend }: { engine: string; backend: string }): boolean {
    return backend === 'wasm-simd' && this.planned.reference?.startsWith(`${engine}/`) === true;
  }

  #modelFacts(): ModelFacts {
    const { model } = this;
    const description = model.description;
    const [reference] = this.references.values();
    return {
      name: model.name,
      ref: model.ref,
      format: model.format,
      sha256: model.sha256,
      bytes: model.bytes,
      precision: this.precision,
      parameters: description?.parameters ?? null,
      macs: null,
      opset: description?.opsets.find(({ domain }) => domain === '' || domain === 'ai.onnx')?.version ?? null,
      inputs: tensors(description?.inputs ?? reference?.inputs ?? null),
      outputs: tensors(description?.outputs ?? reference?.outputDescriptions ?? null),
      operators: description === null ? null : { ...description.operators },
      fed: [...this.references].map(([batch, { specs }]) => ({ batch, inputs: [...specs] })),
    };
  }
}

function tensors(descriptions: readonly TensorDescription[] | null): ModelFacts['inputs'] {
  return (
    descriptions &&
    descriptions.map(({ name, dtype, shape }) => ({ name, dtype, shape: shape && [...shape] }))
  );
}

/** `crypto.randomUUID` is missing on pages that were not opened over HTTPS. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
