import { setTimeout as pauseFor } from 'node:timers/promises';
import type { CollectedBoard } from './refresh-boards.ts';
import type { ReaderCalls, WriterCalls } from './store-calls.ts';
import type { RefreshOutcome, Unavailable } from './store.ts';

const pauseMs = 1_000;
/**
 * In the background publishing takes at most a fifth of the writer's time, however many boards there are: figures then
 * come later. The pause follows every transaction, because many in a row would hold up submissions for all of them.
 */
const pausePerTransaction = 4;
const boardsPerPass = 400;
/** Few enough that submissions never wait long for the transaction; a board has some sixty without its pairs. */
const rollupsPerTransaction = 32;

/** Publishes what was written, in the background, and follows the epoch that other instances raise. */
export class Refresher {
  readonly #writer: Pick<WriterCalls, 'publish'>;
  readonly #reader: Pick<ReaderCalls, 'dirty' | 'collect' | 'epoch'>;
  #epoch: number;
  #timer: NodeJS.Timeout | null = null;
  #passing: Promise<unknown> = Promise.resolve();
  #isStopped = false;
  /** How many wait for `refresh`, for whom no pauses are made. */
  #hurried = 0;

  constructor(
    writer: Pick<WriterCalls, 'publish'>,
    reader: Pick<ReaderCalls, 'dirty' | 'collect' | 'epoch'>,
    epoch: number,
  ) {
    this.#writer = writer;
    this.#reader = reader;
    this.#epoch = epoch;
  }

  get epoch(): number {
    return this.#epoch;
  }

  start(): void {
    if (!this.#isStopped) this.#schedule(pauseMs);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#passing;
  }

  /** Passes until nothing is dirty. */
  async refresh(): Promise<RefreshOutcome> {
    this.#hurried += 1;
    try {
      for (;;) {
        const published = await this.#next();
        if (typeof published !== 'number') return published;
        if (published === 0) return { status: 'fresh' };
      }
    } finally {
      this.#hurried -= 1;
    }
  }

  #schedule(delayMs: number): void {
    this.#timer = setTimeout(() => {
      const again = (): void => {
        if (!this.#isStopped) this.#schedule(pauseMs);
      };
      this.#next().then(again, (error: unknown) => {
        process.stderr.write(`The leaderboard could not be refreshed: ${String(error)}\n`);
        again();
      });
    }, delayMs);
    this.#timer.unref();
  }

  /** One pass after the other, whoever asks for it. */
  #next(): Promise<number | Unavailable> {
    const pass = this.#passing.then(() => this.#pass());
    this.#passing = pass.catch(() => undefined);
    return pass;
  }

  /** @returns how many boards were published */
  async #pass(): Promise<number | Unavailable> {
    const epoch = await this.#reader.epoch();
    if (typeof epoch !== 'number') return epoch;
    this.#epoch = Math.max(this.#epoch, epoch);
    const dirty = await this.#reader.dirty(boardsPerPass);
    if (!Array.isArray(dirty)) return dirty;
    let collected: CollectedBoard[] = [];
    for (const [index, board] of dirty.entries()) {
      const outcome = await this.#reader.collect(board);
      if ('status' in outcome) return outcome;
      collected.push(outcome);
      const rollups = collected.reduce((sum, { rollups: { length } }) => sum + length, 0);
      if (rollups < rollupsPerTransaction && index < dirty.length - 1) continue;
      const startMs = performance.now();
      const published = await this.#writer.publish(collected);
      if (typeof published !== 'number') return published;
      this.#epoch = Math.max(this.#epoch, published);
      collected = [];
      if (this.#isStopped) break;
      if (this.#hurried === 0) await pauseFor(pausePerTransaction * (performance.now() - startMs));
    }
    return dirty.length;
  }
}
