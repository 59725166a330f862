import type { Progress } from '#lib/bench/progress.ts';
import type { RunHandle } from '#lib/bench/run.ts';
import type { Plan } from '#lib/core/protocol/plan.ts';
import type { RunDocument } from '#lib/core/results/run-document.ts';
import type { LoadedModel } from '#lib/models/loaded-model.ts';

export type RunStatus =
  | { readonly status: 'idle' }
  | {
      readonly status: 'running';
      readonly modelName: string;
      readonly plan: Plan;
      readonly progress: Progress | null;
      readonly partial: RunDocument | null;
    }
  | { readonly status: 'finished'; readonly document: RunDocument; readonly origin: 'measured' | 'opened' };

/** The run that the page shows: going on, finished, or opened from a file. */
export class RunState {
  state = $state.raw<RunStatus>({ status: 'idle' });
  problem = $state<string | null>(null);
  #handle: RunHandle | null = null;
  #current = 0;

  async start(plan: Plan, model: LoadedModel): Promise<void> {
    if (this.state.status === 'running') return;
    const run = ++this.#current;
    this.problem = null;
    this.state = { status: 'running', modelName: model.name, plan, progress: null, partial: null };
    try {
      const { isRunning, startRun } = await import('#lib/bench/run.ts');
      if (run !== this.#current) return;
      if (isRunning()) {
        this.state = { status: 'idle' };
        this.problem = 'A program is measuring in this page already; wait until it is done.';
        return;
      }
      this.#handle = startRun(plan, model, {
        onProgress: (progress) => this.#update(run, { progress }),
        onPartial: (partial) => this.#update(run, { partial }),
      });
      const document = await this.#handle.finished;
      if (run === this.#current) this.state = { status: 'finished', document, origin: 'measured' };
    } catch (error) {
      if (run === this.#current) {
        this.state = { status: 'idle' };
        this.problem = 'The measurement stopped because of a fault in this page. Reload it and try again.';
      }
      throw error;
    } finally {
      if (run === this.#current) this.#handle = null;
    }
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
  show(document: RunDocument): void {
    this.problem = null;
    this.state = { status: 'finished', document, origin: 'opened' };
  }

  leave(): void {
    if (this.state.status === 'finished') this.state = { status: 'idle' };
  }

  #update(run: number, change: { progress: Progress } | { partial: RunDocument }): void {
    if (run === this.#current && this.state.status === 'running') this.state = { ...this.state, ...change };
  }
}
