import type { Plan } from '#lib/core/protocol/plan.ts';
import type { RunDocument } from '#lib/core/results/run-document.ts';
import type { LoadedModel } from '#lib/models/loaded-model.ts';
import type { InterruptedRun } from '#lib/runs/stored-run.ts';
import { prepareRun } from './prepare.ts';
import type { Progress } from './progress.ts';
import { watchPressure } from './pressure.ts';
import { probe } from './probe.ts';
import { measureRounds } from './rounds.ts';
import { RunKeeper } from './run-keeper.ts';
import { claimRun, waitForOtherTabs, type Release } from './run-lock.ts';
import { RunRecord, type EarlierAttempts } from './run-record.ts';
import { keepScreenOn } from './wake-lock.ts';

export interface RunOptions {
  readonly onProgress?: (progress: Progress) => void;
  /** The document so far, after every measured cell and round. */
  readonly onPartial?: (document: RunDocument) => void;
  /**
   * Given where the run is to be kept in the browser's storage, as it goes on and when it is done. Called after every
   * write: with null when it went well, else with a sentence.
   */
  readonly onKept?: (problem: string | null) => void;
  /** The run so far, after every measured cell; the next one waits for the answer. */
  readonly onCheckpoint?: (run: InterruptedRun) => Promise<void>;
  /** The run to go on with, of the same plan and model, claimed for this tab; see continue-run.ts. */
  readonly continuing?: { readonly run: InterruptedRun; readonly release: Release };
  /** What a program that drives the page knows of earlier attempts. */
  readonly attempts?: EarlierAttempts;
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
export function startRun(plan: Plan, model: LoadedModel, options: RunOptions = {}): RunHandle {
  if (running) throw new Error('A run goes on already.');
  running = true;
  const stop = new AbortController();
  const finished = measure(plan, model, options, stop.signal).finally(() => {
    running = false;
  });
  return { finished, cancel: () => stop.abort() };
}

async function measure(
  plan: Plan,
  model: LoadedModel,
  options: RunOptions,
  signal: AbortSignal,
): Promise<RunDocument> {
  const { onProgress = () => {}, continuing } = options;
  const releases: Release[] = continuing === undefined ? [] : [continuing.release];
  try {
    onProgress({ phase: 'preparing', step: 'model', detail: model.name });
    const record = new RunRecord(plan, model, await probe(), continuing?.run ?? null, options.attempts);
    if (continuing === undefined) releases.push((await claimRun(record.runId)) ?? (() => {}));
    const turn = await waitForOtherTabs(signal, () => onProgress({ phase: 'waiting', cause: 'other-tab' }));
    // Cancelled while another tab measured: an interrupted run stays what it was.
    if (turn === null) return record.toDocument('cancelled');
    releases.push(
      turn,
      keepScreenOn(),
      watchPressure((state) => record.notePressure(state)),
    );
    return await measureInTurn(record, options, signal);
  } finally {
    for (const release of releases) release();
  }
}

async function measureInTurn(
  record: RunRecord,
  { onProgress = () => {}, onPartial, onKept, onCheckpoint }: RunOptions,
  signal: AbortSignal,
): Promise<RunDocument> {
  const keeper = onKept === undefined ? null : new RunKeeper(onKept);
  await prepareRun(record, signal, onProgress);
  await measureRounds(record, signal, onProgress, async ({ round, order }) => {
    const soFar = record.toInterruptedRun(round, order);
    onPartial?.({ ...soFar.document, status: 'complete' });
    await keeper?.save(soFar);
    await onCheckpoint?.(soFar);
  });
  const document = record.toDocument(signal.aborted ? 'cancelled' : 'complete');
  await keeper?.finish(document);
  return document;
}
