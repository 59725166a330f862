import type { Progress } from './page-types.ts';

/** Where progress goes: standard error, or a stand-in that keeps what was written. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** Tells how far things are: on a terminal in one line that rewrites itself, elsewhere in a line for each step. */
export class ProgressLine {
  readonly #stream: ProgressStream;
  #shown = '';

  constructor(stream: ProgressStream) {
    this.#stream = stream;
  }

  /** A step's state. Elsewhere than on a terminal it is written once for each different `key`. */
  show(text: string, key: string = text): void {
    if (this.#stream.isTTY !== true) {
      if (key === this.#shown) return;
      this.#shown = key;
      this.#stream.write(`${key}\n`);
      return;
    }
    const line = text.slice(0, Math.max(10, (this.#stream.columns ?? 80) - 1));
    this.#stream.write(`\r\u001b[K${line}`);
    this.#shown = line;
  }

  /** Something that stays: it stands on a line of its own. */
  say(text: string): void {
    this.clear();
    this.#stream.write(`${text}\n`);
  }

  clear(): void {
    if (this.#stream.isTTY === true && this.#shown !== '') this.#stream.write('\r\u001b[K');
    this.#shown = '';
  }
}

/** What a run is doing, in full for a terminal, and as the short line that is written once for each cell and round. */
export function describeProgress(progress: Progress): { text: string; key: string } {
  switch (progress.phase) {
    case 'preparing': {
      const text = `Preparing: ${preparing[progress.step]}${progress.detail === '' ? '' : ` (${progress.detail})`}`;
      return { text, key: `Preparing: ${preparing[progress.step]}` };
    }
    case 'waiting':
      return same(
        progress.cause === 'hidden'
          ? `Waiting for the page to be visible, before ${progress.cell}`
          : 'Waiting for another tab that is measuring',
      );
    case 'measuring': {
      const { round, rounds, position, cells, cell, step, samples, latestMs, fraction, remainingMs } =
        progress;
      const key = `Round ${round} of ${rounds}, cell ${position} of ${cells}: ${cell}`;
      const parts = [
        `${Math.round(fraction * 100)} %${remainingMs === null ? '' : `, ${duration(remainingMs)} left`}`,
        `round ${round} of ${rounds}, cell ${position} of ${cells}`,
        step === 'sampling' && samples > 0 ? `${samples} samples` : measuring[step],
        ...(latestMs === null ? [] : [`${latestMs.toPrecision(3)} ms`]),
        cell,
      ];
      return { text: parts.join(' | '), key };
    }
  }
}

const preparing = {
  model: 'the model',
  'engine-files': "the engine's files",
  reference: 'the reference outputs',
  shapes: 'the shapes inside the model',
} as const;
const measuring = {
  idle: 'pausing',
  opening: 'opening',
  'first-run': 'first run',
  checking: 'checking outputs',
  'warm-up': 'warming up',
  sampling: 'sampling',
} as const;

function same(text: string): { text: string; key: string } {
  return { text, key: text };
}

function duration(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  if (seconds < 100) return `${seconds} s`;
  return `${Math.round(seconds / 60)} min`;
}
