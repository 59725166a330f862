import type { Progress } from '#lib/bench/progress.ts';
import type { RunHandle, RunOptions } from '#lib/bench/run.ts';
import type { Plan } from '#lib/core/protocol/plan.ts';
import type { RunDocument } from '#lib/core/results/run-document.ts';
import type { LoadedModel } from '#lib/models/loaded-model.ts';
import type { InterruptedRun } from '#lib/runs/stored-run.ts';
import { loadedOrMissing } from '../loaded-or-missing.ts';
import { loadRunParts } from '../run-parts.ts';
import { problemWords } from '../words/problems.ts';

export type RunStatus =
  | { readonly status: 'idle' }
  | {
      readonly status: 'running';
      readonly modelName: string;
      readonly plan: Plan;
      readonly progress: Progress | null;
      readonly partial: RunDocument | null;
    }
  | {
      readonly status: 'finished';
      readonly document: RunDocument;
      /** Measured just now, opened from a file, or kept in this browser. */
      readonly origin: 'measured' | 'opened' | 'kept';
    };

type Launched =
  | { readonly status: 'started'; readonly handle: RunHandle }
  | { readonly status: 'refused'; readonly message: string };

/** A run asks what the device can do, and the page may not have done so yet; this needs a worker's file. */
const loadProbe = () => import('#lib/bench/probe.ts');

/** The run that the page shows: going on, finished, or opened from a file. */
export class RunState {
  state = $state.raw<RunStatus>({ status: 'idle' });
  problem = $state<string | null>(null);
  /** Why the run that goes on, or was measured just now, is not kept by the browser; null where it is. */
  notKept = $state<string | null>(null);
  #handle: RunHandle | null = null;
  #current = 0;

  async start(wanted: Plan, model: LoadedModel): Promise<void> {
    // The form's lists are reactive proxies, which no storage takes.
    const plan = $state.snapshot(wanted);
    await this.#follow(plan, model, null, async (options) => {
      const { isRunning, startRun } = await import('#lib/bench/run.ts');
      return () =>
        isRunning()
          ? { status: 'refused', message: problemWords.otherProgram }
          : { status: 'started', handle: startRun(plan, model, options) };
    });
  }

  /** Goes on with an interrupted run. False, with a problem to show, where it cannot. */
  continueRun(run: InterruptedRun, model: LoadedModel): Promise<boolean> {
    return this.#follow(run.document.plan, model, run.document, async (options) => {
      const { continueRun } = await import('#lib/bench/continue-run.ts');
      return () => continueRun(run.runId, model, options);
    });
  }

  cancel(): void {
    if (this.#handle !== null) {
      this.#handle.cancel();
      return;
    }
    // The measuring code is still on its way: there is nothing to keep.
    this.#current += 1;
    this.state = { status: 'idle' };
  }

  /** Shows a document that was measured elsewhere or earlier. */
  show(document: RunDocument, origin: 'opened' | 'kept'): void {
    this.problem = null;
    this.notKept = null;
    this.state = { status: 'finished', document, origin };
  }

  leave(): void {
    if (this.state.status === 'finished') this.state = { status: 'idle' };
  }

  /** Loads what a run and its result need. False, with a problem to show, where that does not come. */
  async ready(): Promise<boolean> {
    const loaded = await loadedOrMissing(loadRunParts());
    this.problem = loaded.status === 'missing' ? loaded.message : null;
    return loaded.status === 'loaded';
  }

  async #follow(
    plan: Plan,
    model: LoadedModel,
    partial: RunDocument | null,
    load: (options: RunOptions) => Promise<() => Launched | Promise<Launched>>,
  ): Promise<boolean> {
    if (this.state.status === 'running') return true;
    const run = ++this.#current;
    this.problem = null;
    this.notKept = null;
    this.state = { status: 'running', modelName: model.name, plan, progress: null, partial };
    const launching = load({
      onProgress: (progress) => this.#update(run, { progress }),
      // Not in the task that makes it: to show the first one is to make a table, which takes as long again.
      onPartial: (soFar) => void setTimeout(() => this.#update(run, { partial: soFar })),
      onKept: (problem) => {
        if (run === this.#current) this.notKept = problem;
      },
    });
    const loaded = await loadedOrMissing(Promise.all([launching, loadRunParts(), loadProbe()]));
    if (run !== this.#current) return true;
    if (loaded.status === 'missing') return this.#refuse(loaded.message);
    const [launch, , { probe }] = loaded.value;
    const known = await loadedOrMissing(probe(), problemWords.notProbed);
    if (run !== this.#current) return true;
    if (known.status === 'missing') return this.#refuse(known.message);
    try {
      const launched = await launch();
      if (launched.status === 'refused') return run !== this.#current || this.#refuse(launched.message);
      if (run === this.#current) this.#handle = launched.handle;
      // Cancelled while the run was being looked up.
      else launched.handle.cancel();
      const document = await launched.handle.finished;
      if (run === this.#current) this.state = { status: 'finished', document, origin: 'measured' };
      return true;
    } catch (error) {
      if (run === this.#current) this.#refuse(problemWords.faulty);
      throw error;
    } finally {
      if (run === this.#current) this.#handle = null;
    }
  }

  #refuse(message: string): false {
    this.state = { status: 'idle' };
    this.problem = message;
    return false;
  }

  #update(run: number, change: { progress: Progress } | { partial: RunDocument }): void {
    if (run === this.#current && this.state.status === 'running') this.state = { ...this.state, ...change };
  }
}
