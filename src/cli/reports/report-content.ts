import type { RunDocument } from '#lib/core/results/run-document.ts';
import type { JudgedRun } from '../baseline/judge.ts';

/** What a report is made of: runs, and what a baseline says of each where there is one. */
export interface ReportContent {
  readonly runs: readonly ReportedRun[];
}

export interface ReportedRun {
  /** What tells it from its neighbours: the target's name, or the model, browser and system. */
  readonly title: string;
  readonly run: RunDocument;
  readonly judged: JudgedRun | null;
}
