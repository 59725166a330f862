import type { CatalogueDevice } from '#lib/device/catalogue/catalogue.ts';
import { median, sortSamples } from '#lib/core/statistics/samples.ts';
import type { Precision } from '#lib/core/results/ids.ts';
import type {
  Submission,
  SubmittedCell,
  SubmittedModel,
  SubmittedRound,
} from '#lib/core/results/submission.ts';

/** What the server knows of the models that it offers itself. */
export interface KnownModels {
  /** Null where there is no such model; `sha256` is null where the catalogue does not state it for the whole model. */
  readonly find: (source: 'zoo' | 'shelf', id: string) => { readonly sha256: string | null } | null;
  /**
   * The output projection that a model must give when it was fed these inputs; null where none is kept for their shapes.
   * Inputs of the usual shapes that were filled by another rule get the usual projection, and so do not match it.
   */
  readonly referenceProjection: (
    model: { readonly source: 'zoo' | 'shelf'; readonly id: string },
    precision: Precision,
    inputs: SubmittedModel['fed'][number]['inputs'],
  ) => readonly number[] | null;
}

export type Plausibility =
  { readonly status: 'plausible' } | { readonly status: 'implausible'; readonly reason: string };

/**
 * Whether a submission can be what our page measured. The rules are lenient: each is broken only by documents that were
 * made up or badly broken, never by a slow or noisy device. Whoever sends an implausible result is not told.
 */
export function judge(
  submission: Submission,
  known: KnownModels,
  catalogued: CatalogueDevice | null,
): Plausibility {
  const reason =
    modelFault(submission, known) ??
    deviceFault(submission, catalogued) ??
    first(submission.cells, (cell) => cellFault(cell, submission)) ??
    repeatedSamples(submission) ??
    first(submission.cells, (cell) => projectionFault(cell, submission, known));
  return reason === null ? { status: 'plausible' } : { status: 'implausible', reason };
}

function first<Value>(values: readonly Value[], fault: (value: Value) => string | null): string | null {
  for (const value of values) {
    const found = fault(value);
    if (found !== null) return found;
  }
  return null;
}

function modelFault({ model, cells }: Submission, known: KnownModels): string | null {
  if ((model.source === 'own') !== (model.id === null)) return 'model-id-without-source';
  if (cells.some(({ batch }) => !model.fed.some((fed) => fed.batch === batch))) return 'batch-never-fed';
  if (cells.some(({ precision }) => precision !== model.precision)) return 'precision-differs';
  if (model.source === 'own' || model.id === null) return null;
  const offered = known.find(model.source, model.id);
  if (offered === null) return 'no-such-model';
  return offered.sha256 !== null && offered.sha256 !== model.sha256 ? 'other-model-bytes' : null;
}

/** Phones and boards have one graphics chip; a laptop or desktop may run on another than its best known one. */
const fixedForms: ReadonlySet<string> = new Set(['phone', 'tablet', 'single-board', 'handheld']);

function deviceFault({ device }: Submission, catalogued: CatalogueDevice | null): string | null {
  if (catalogued === null || !fixedForms.has(catalogued.formFactor)) return null;
  const vendor = device.gpu?.vendor ?? 'other';
  const isKnown = !device.softwareRendering && vendor !== 'other' && catalogued.gpu?.vendor != null;
  return isKnown && vendor !== catalogued.gpu?.vendor ? 'device-has-another-gpu' : null;
}

const fewestSamples = 3;
/** A round may be throttled to a fraction of another's speed, not to a twentieth. */
const largestRoundSpread = 20;
const thinnedTo: ReadonlySet<number> = new Set([25, 50, 100, 200]);

function cellFault(cell: SubmittedCell, { clockResolutionMs, model }: Submission): string | null {
  const { requested, observed } = cell.threads;
  if (observed !== null && observed > requested) return 'more-threads-than-asked-for';
  if (cell.backend === 'wasm-threads' && (observed ?? 0) < 2) return 'threads-without-threads';
  if (cell.backend !== 'wasm-threads' && (observed ?? 1) > 1) return 'threads-without-threads';
  const numbers = cell.rounds.map(({ round }) => round);
  if (new Set(numbers).size !== numbers.length) return 'round-twice';
  const fault = first(cell.rounds, (round) => roundFault(round, clockResolutionMs));
  if (fault !== null) return fault;
  const medians = cell.rounds.map(({ samplesMs }) => median(sortSamples(samplesMs)));
  const fastest = Math.min(...medians);
  if (Math.max(...medians) > largestRoundSpread * Math.max(fastest, clockResolutionMs)) return 'rounds-apart';
  // The first run compiles and warms up: it is never much faster than the others.
  if (cell.cold.firstRunMs + 2 * clockResolutionMs < fastest / 5) return 'first-run-too-fast';
  if (model.macs !== null && model.macs * cell.batch > (fastest / 1000) * mostMacsPerSecond(cell)) {
    return 'faster-than-any-chip';
  }
  return null;
}

/**
 * Far above what exists: the fastest graphics chips do some 4e14 multiplications and additions a second at low
 * precision, a processor's core with 128-bit SIMD some 2e11.
 */
function mostMacsPerSecond({ backend, threads }: SubmittedCell): number {
  return backend === 'webgpu' || backend === 'webgl' ? 4e15 : 2e12 * (threads.observed ?? 1);
}

function roundFault(round: SubmittedRound, clockResolutionMs: number): string | null {
  const { samplesMs, samplesTaken, batchOfRuns } = round;
  if (samplesMs.length < fewestSamples) return 'too-few-samples';
  if (samplesTaken < samplesMs.length) return 'fewer-taken-than-sent';
  if (samplesTaken > samplesMs.length && !thinnedTo.has(samplesMs.length)) return 'thinned-otherwise';
  const elapsedMs = samplesMs.map((sample) => sample * batchOfRuns);
  const middleMs = median(sortSamples(elapsedMs));
  // The loop takes as many runs as make the clock's step 1 % of a sample; a tenth of that is not its doing.
  if (batchOfRuns < 1_000_000 && middleMs < 10 * clockResolutionMs) return 'batch-too-small-for-clock';
  if (samplesMs.length >= 20 && new Set(samplesMs).size === 1 && middleMs > 1000 * clockResolutionMs) {
    return 'all-samples-equal';
  }
  return isOffTheClock(elapsedMs, clockResolutionMs) ? 'finer-than-clock' : null;
}

/** Coarser clocks than this are a browser's own grid; finer ones are what reading the clock takes. */
const gridFromMs = 0.02;

/** Durations by a coarse clock are whole steps. Samples carry six digits, hence the tolerance. */
function isOffTheClock(elapsedMs: readonly number[], stepMs: number): boolean {
  if (stepMs < gridFromMs) return false;
  const judged = elapsedMs.filter((elapsed) => elapsed * 1e-5 < stepMs / 20);
  if (judged.length < 20) return false;
  const onGrid = judged.filter((elapsed) => {
    const steps = elapsed / stepMs;
    return Math.abs(steps - Math.round(steps)) <= 0.02 + 1e-5 * steps;
  });
  return onGrid.length < judged.length / 2;
}

/** Real rounds never repeat each other's samples; a copied one does. */
function repeatedSamples({ cells }: Submission): string | null {
  const seen = new Set<string>();
  for (const { samplesMs } of cells.flatMap(({ rounds }) => rounds)) {
    if (samplesMs.length < 20 || new Set(samplesMs).size < 8) continue;
    const text = samplesMs.join();
    if (seen.has(text)) return 'samples-copied';
    seen.add(text);
  }
  return null;
}

/** Of the reference's norm. Several times what the verdict allows an element: sixteen sums are a rough measure. */
const projectionTolerances: Readonly<Record<Precision, number>> = {
  fp32: 0.02,
  fp16: 0.1,
  int8: 0.25,
  int4: 0.25,
};

/** A cell whose outputs are called right must give what the reference gives: the server's own, or the run's. */
function projectionFault(cell: SubmittedCell, submission: Submission, known: KnownModels): string | null {
  if (cell.verdict === 'fail' || cell.verdict === 'unchecked') return null;
  const { model } = submission;
  const inputs = model.fed.find(({ batch }) => batch === cell.batch)?.inputs ?? [];
  const kept =
    model.source === 'own' || model.id === null
      ? null
      : known.referenceProjection({ source: model.source, id: model.id }, cell.precision, inputs);
  const ofRun = submission.cells.find(
    ({ verdict, batch }) => verdict === 'reference' && batch === cell.batch,
  )?.outputProjection;
  const reference = kept ?? ofRun ?? null;
  if (reference === null) return null;
  if (cell.outputProjection === null) return kept === null ? null : 'no-projection';
  const distance = norm(cell.outputProjection.map((value, index) => value - (reference[index] ?? 0)));
  return distance > projectionTolerances[cell.precision] * norm(reference) + 1e-6 ? 'other-outputs' : null;
}

function norm(values: readonly number[]): number {
  return Math.hypot(...values);
}
