import type { Plan } from '#lib/core/protocol/plan.ts';
import type { RunDocument } from '#lib/core/results/run-document.ts';
import type { LoadedModel } from '#lib/models/loaded-model.ts';
import { prepareRun } from './prepare.ts';
import type { Progress } from './progress.ts';
import { probe } from './probe.ts';
import { measureRounds } from './rounds.ts';
import { RunRecord } from './run-record.ts';

export interface RunListeners {
  readonly onProgress?: (progress: Progress) => void;
  /** The document so far, after every measured cell and round. */
  readonly onPartial?: (document: RunDocument) => void;
}

export interface RunHandle {
  readonly finished: Promise<RunDocument>;
  /** Ends the run at once: workers die in this turn, and `finished` resolves with what had been measured. */
  cancel(): void;
}

let running = false;

/** Whether a run goes on in this page: two at a time would measure each other. */
export function isRunning(): boolean {
  return running;
}

/**
 * Measures one plan on one model. Whatever the model or the device does ends up in the document; `finished` rejects
 * only for bugs, and where the browser does not even answer what it can do.
 * @throws Error when a run goes on already
 */
export function startRun(plan: Plan, model: LoadedModel, listeners: RunListeners = {}): RunHandle {
  if (running) throw new Error('A run goes on already.');
  running = true;
  const stop = new AbortController();
  const finished = measure(plan, model, listeners, stop.signal).finally(() => {
    running = false;
  });
  return { finished, cancel: () => stop.abort() };
}

async function measure(
  plan: Plan,
  model: LoadedModel,
  listeners: RunListeners,
  signal: AbortSignal,
): Promise<RunDocument> {
  const onProgress = listeners.onProgress ?? (() => {});
  onProgress({ phase: 'preparing', step: 'model', detail: model.name });
  const { environment } = await probe();
  const record = new RunRecord(plan, model, environment);
  await prepareRun(record, signal, onProgress);
  await measureRounds(record, signal, onProgress, () => listeners.onPartial?.(record.toDocument('complete')));
  return record.toDocument(signal.aborted ? 'cancelled' : 'complete');
}
