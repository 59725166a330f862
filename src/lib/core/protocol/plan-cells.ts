import type { BackendId, CellKey, EngineId, Precision } from '../results/ids.ts';
import { cellId } from '../results/ids.ts';
import type { UnsupportedCause } from '../results/reasons.ts';
import type { Plan } from './plan.ts';
import { defaultThreads } from './threads.ts';

/** What planning has to know about an engine. */
export interface EngineOffer {
  readonly id: EngineId;
  readonly title: string;
  readonly backends: readonly BackendId[];
  /** Model formats it reads. */
  readonly formats: readonly string[];
}

/** What planning has to know about the model. */
export interface PlannedModel {
  readonly format: string;
  readonly precision: Precision;
  /** `any` where one of the model's dimensions is a batch that can be chosen, else the batch that it has. */
  readonly batch: 'any' | number;
}

export interface PlannedCell {
  readonly id: string;
  readonly key: CellKey;
  /** Null when the cell is to be measured; otherwise why planning already knows that it cannot be. */
  readonly unsupported: UnsupportedCause | null;
}

export interface PlannedRun {
  readonly cells: readonly PlannedCell[];
  /** Id of the cell that the others are compared with: the first engine that reads the format, one WASM thread. */
  readonly reference: string | null;
}

/**
 * A plan becomes the list of cells: engine × backend × threads × batch × precision, without doubles. The reference
 * cell (one WASM thread) is always among them, first, whether the plan named it or not.
 */
export function planCells(
  plan: Plan,
  model: PlannedModel,
  engines: readonly EngineOffer[],
  logicalCores: number,
): PlannedRun {
  const readers = engines.filter((engine) => engine.formats.includes(model.format));
  const wanted = plan.engines.length === 0 ? readers : chosenEngines(plan.engines, engines);
  const cells = new Map<string, PlannedCell>();
  const add = (key: CellKey, engine: EngineOffer): string => {
    const id = cellId(key);
    if (!cells.has(id)) cells.set(id, { id, key, unsupported: whyNot(key, engine, model) });
    return id;
  };

  const precision = plan.precision.length === 0 ? [model.precision] : plan.precision;
  const referenceEngine = readers.find((engine) => engine.backends.includes('wasm-simd'));
  let reference: string | null = null;
  for (const batch of plan.batch) {
    if (referenceEngine === undefined) break;
    const key = {
      engine: referenceEngine.id,
      backend: 'wasm-simd',
      threads: 1,
      batch,
      precision: model.precision,
    } as const;
    const id = add(key, referenceEngine);
    if (cells.get(id)?.unsupported === null) reference ??= id;
  }
  for (const engine of wanted) {
    for (const backend of plan.backends) {
      for (const threads of threadsOf(backend, plan, logicalCores)) {
        for (const batch of plan.batch) {
          for (const wantedPrecision of precision) {
            const single = backend === 'wasm-threads' && threads === 1;
            add(
              {
                engine: engine.id,
                backend: single ? 'wasm-simd' : backend,
                threads,
                batch,
                precision: wantedPrecision,
              },
              engine,
            );
          }
        }
      }
    }
  }
  return { cells: [...cells.values()], reference };
}

function chosenEngines(ids: readonly EngineId[], engines: readonly EngineOffer[]): EngineOffer[] {
  return ids.flatMap((id) => engines.filter((engine) => engine.id === id));
}

function threadsOf(backend: BackendId, plan: Plan, logicalCores: number): readonly number[] {
  if (backend !== 'wasm-threads') return [1];
  return plan.threads.length === 0 ? [defaultThreads(logicalCores)] : plan.threads;
}

function whyNot(key: CellKey, engine: EngineOffer, model: PlannedModel): UnsupportedCause | null {
  if (!engine.formats.includes(model.format)) {
    return { kind: 'model-format', engine: engine.title, format: model.format };
  }
  if (!engine.backends.includes(key.backend)) {
    return { kind: 'not-offered', engine: engine.title, backend: key.backend };
  }
  if (key.precision !== model.precision) {
    return { kind: 'precision', requested: key.precision, actual: model.precision };
  }
  if (model.batch !== 'any' && key.batch !== model.batch) {
    return { kind: 'fixed-batch', requestedBatch: key.batch };
  }
  return null;
}
