import type { Progress } from '#lib/bench/progress.ts';
import { backendIds, backendTitle } from '#lib/core/results/ids.ts';
import { formatMs } from './format.ts';

export interface ProgressWords {
  /** Changes a few times per round at most, so that a screen reader can say it. */
  readonly announcement: string;
  /** Changes with every event. */
  readonly detail: string;
}

const preparing = {
  model: 'Handing the model over',
  'engine-files': 'Fetching the engine’s files, so that no download is timed',
  reference: 'Running the reference once, to compare the other outputs with',
  shapes: 'Running the model once to count its multiply-accumulates',
} as const;

const steps = {
  idle: 'pausing, so that the device cools',
  opening: 'starting a fresh worker and opening the model',
  'first-run': 'first run',
  checking: 'comparing the outputs',
  'warm-up': 'warming up',
  sampling: 'sampling',
} as const;

/** What a run is doing, for people. Null is the moment before the first event. */
export function describeProgress(progress: Progress | null): ProgressWords {
  if (progress === null) return { announcement: 'Getting ready', detail: '' };
  switch (progress.phase) {
    case 'preparing':
      return { announcement: preparing[progress.step], detail: progress.detail };
    case 'waiting':
      if (progress.cause === 'other-tab') {
        return {
          announcement: 'Another tab is measuring; this one starts when it is done',
          detail: 'Two at a time would slow each other down, and both results would be wrong.',
        };
      }
      return {
        announcement: 'Waiting until this tab is visible again',
        detail: 'Browsers slow hidden tabs down; the round goes on when you come back.',
      };
    case 'measuring': {
      const looping = progress.step === 'sampling' || progress.step === 'warm-up';
      const counted = looping
        ? [
            progress.samples > 0 ? runsInWords(progress.step, progress.samples) : null,
            progress.latestMs === null ? null : `latest ${formatMs(progress.latestMs)}`,
          ]
        : [];
      const rounds =
        progress.maximumRounds > progress.rounds
          ? `round ${progress.round} of ${progress.rounds} to ${progress.maximumRounds}`
          : `round ${progress.round} of ${progress.rounds}`;
      return {
        announcement: `${cellInWords(progress.cell)}, ${rounds}`,
        detail: [
          `${progress.position} of ${progress.cells} in this round: ${steps[progress.step]}`,
          ...counted.filter((part) => part !== null),
        ].join(', '),
      };
    }
  }
}

function runsInWords(step: string, count: number): string {
  const word = step === 'sampling' ? 'sample' : 'run';
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** `onnxruntime-web/wasm-threads/t4/b1/fp32` as `WASM-threads, 4 threads`; what is 1 or usual is left out. */
export function cellInWords(id: string): string {
  const [, backend = '', threads = '', batch = ''] = id.split('/');
  const known = backendIds.find((each) => each === backend);
  const parts = [known === undefined ? id : backendTitle(known)];
  if (threads !== '' && threads !== 't1') parts.push(`${threads.slice(1)} threads`);
  if (batch !== '' && batch !== 'b1') parts.push(`batch ${batch.slice(1)}`);
  return parts.join(', ');
}
