import type { ResultRow } from './result-row.ts';
import type { SubmitOutcome } from './store.ts';

const batchLimit = 64;
/** More than this waiting means that the database does not keep up; telling so is better than a longer wait. */
const waitingLimit = 4_000;

type Waiting = {
  row: ResultRow;
  resolve: (outcome: SubmitOutcome) => void;
  reject: (error: unknown) => void;
};

/**
 * Group commit: while a transaction is under way the next results gather, and then go into one transaction together, so
 * that they share its flush to the disk.
 */
export class SubmitQueue {
  readonly #submit: (rows: readonly ResultRow[]) => Promise<SubmitOutcome[]>;
  readonly #waiting: Waiting[] = [];
  #working: Promise<void> | null = null;

  constructor(submit: (rows: readonly ResultRow[]) => Promise<SubmitOutcome[]>) {
    this.#submit = submit;
  }

  add(row: ResultRow): Promise<SubmitOutcome> {
    if (this.#waiting.length >= waitingLimit) {
      return Promise.resolve({
        status: 'unavailable',
        reason: 'database-busy',
        detail: `${waitingLimit} results wait to be written already.`,
      });
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ row, resolve, reject });
      this.#working ??= this.#work();
    });
  }

  /** Until nothing waits any more. */
  async settle(): Promise<void> {
    while (this.#working !== null) await this.#working;
  }

  async #work(): Promise<void> {
    // One turn, so that what came in the same one goes together.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#write(this.#waiting.splice(0, batchLimit));
    // In the same step as the last look: a result that came between the two would wait for ever.
    this.#working = null;
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await this.#submit(batch.map(({ row }) => row));
      for (const [index, { resolve }] of batch.entries()) {
        const outcome = outcomes[index];
        if (outcome !== undefined) resolve(outcome);
      }
    } catch (error) {
      const [only] = batch;
      if (batch.length === 1 && only !== undefined) {
        only.reject(error);
        return;
      }
      // A bug that one result brings out must not cost the others theirs.
      for (const one of batch) await this.#write([one]);
    }
  }
}
