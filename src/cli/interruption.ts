import { exitCodes } from './exit-codes.ts';

/** npm passes on the Ctrl-C that the terminal has already sent to everybody, so that one comes twice. */
const echoMs = 700;

/** Ctrl-C: the first asks for an orderly end, with what has been measured; a later one ends at once. */
export class Interruption {
  readonly #controller = new AbortController();
  #firstAtMs: number | null = null;

  constructor() {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => this.#take());
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  #take(): void {
    const nowMs = performance.now();
    if (this.#firstAtMs !== null && nowMs - this.#firstAtMs > echoMs) process.exit(exitCodes.interrupted);
    this.#firstAtMs ??= nowMs;
    this.#controller.abort();
  }
}
