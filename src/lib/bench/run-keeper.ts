import type { RunDocument } from '#lib/core/results/run-document.ts';
import type { Stored } from '#lib/runs/database.ts';
import { discardInterruptedRun, saveInterruptedRun } from '#lib/runs/interrupted-runs.ts';
import { keepRun } from '#lib/runs/kept-runs.ts';
import type { InterruptedRun } from '#lib/runs/stored-run.ts';

/** Storage that takes longer is given up: nothing that is measured may wait for a disk. */
const answerLimitMs = 3000;

/** Writes a run to the browser's storage as it goes on. What storage refuses is said, and changes nothing else. */
export class RunKeeper {
  readonly #onKept: (problem: string | null) => void;
  #silent = false;

  /** @param onKept told after every write: null when it went well, else a sentence for people */
  constructor(onKept: (problem: string | null) => void) {
    this.#onKept = onKept;
  }

  save(run: InterruptedRun): Promise<void> {
    return this.#write(() => saveInterruptedRun(run));
  }

  /** Keeps a run that has ended. One that was cancelled before anything was measured is not worth a place. */
  finish(document: RunDocument): Promise<void> {
    const empty = !document.cells.some((cell) => cell.status === 'measured');
    const worthless = document.status === 'cancelled' && empty;
    return this.#write(() => (worthless ? discardInterruptedRun(document.runId) : keepRun(document)));
  }

  async #write(write: () => Promise<Stored<void>>): Promise<void> {
    if (this.#silent) return;
    const outcome = await withinLimit(write());
    this.#silent = outcome === 'no-answer';
    if (outcome === 'no-answer') this.#onKept(problemOf('the browser’s storage does not answer'));
    else this.#onKept(outcome.status === 'stored' ? null : problemOf(outcome.reason));
  }
}

function problemOf(reason: string): string {
  return `This run could not be kept: ${reason}. Save its result as a file if you need it later.`;
}

async function withinLimit<Value>(answer: Promise<Value>): Promise<Value | 'no-answer'> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<'no-answer'>((resolve) => {
    timer = setTimeout(() => resolve('no-answer'), answerLimitMs);
  });
  try {
    return await Promise.race([answer, limit]);
  } finally {
    clearTimeout(timer);
  }
}
