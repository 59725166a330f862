import type { ColdPath, MeasuredCell } from '#lib/core/results/run-document.ts';
import type { Fill } from './fills.ts';

/** The parts of the cold path in their order, and the fill that tells each. */
export const coldParts = [
  { key: 'runtimeMs', title: 'engine starts', fill: 'solid' },
  { key: 'sessionMs', title: 'model opens', fill: 'hatched' },
  { key: 'firstRunMs', title: 'first run', fill: 'light' },
] as const satisfies readonly { key: keyof ColdPath; title: string; fill: Fill }[];

/** The two times at which it is told: what a first visit pays, and what a later one does. */
export const coldTimes: readonly {
  readonly title: string;
  /** Null where there was one round only. */
  readonly of: (cell: MeasuredCell | undefined) => ColdPath | null;
}[] = [
  { title: 'first round', of: (cell) => cell?.cold ?? null },
  { title: 'later rounds', of: (cell) => cell?.cached ?? null },
];
