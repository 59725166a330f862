import type { ColdPath, MeasuredCell } from '#lib/core/results/run-document.ts';
import { coldPathWords } from '../words/figures.ts';
import type { Fill } from './fills.ts';

/** The parts of the cold path in their order, and the fill that tells each. */
export const coldParts = [
  { key: 'runtimeMs', title: coldPathWords.parts.runtimeMs, fill: 'solid' },
  { key: 'sessionMs', title: coldPathWords.parts.sessionMs, fill: 'hatched' },
  { key: 'firstRunMs', title: coldPathWords.parts.firstRunMs, fill: 'light' },
] as const satisfies readonly { key: keyof ColdPath; title: string; fill: Fill }[];

/** The two times at which it is told: what a first visit pays, and what a later one does. */
export const coldTimes: readonly {
  readonly title: string;
  /** Null where there was one round only. */
  readonly of: (cell: MeasuredCell | undefined) => ColdPath | null;
}[] = [
  { title: coldPathWords.firstRound, of: (cell) => cell?.cold ?? null },
  { title: coldPathWords.laterRounds, of: (cell) => cell?.cached ?? null },
];
