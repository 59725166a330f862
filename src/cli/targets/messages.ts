import type { ResumeCause } from '#lib/core/results/run-document.ts';
import type { Progress } from '../page-types.ts';
import type { PlannedRun, RunLimits } from '../planned-run.ts';
import type { BrowserLost } from '../target-run.ts';

/** What the command tells a target's process. */
export type ToTarget =
  | {
      readonly kind: 'measure';
      readonly siteUrl: string;
      /** The run folder, in which the process writes checkpoints and documents. */
      readonly folder: string;
      readonly limits: RunLimits;
      readonly runs: readonly RunToMeasure[];
    }
  | { readonly kind: 'cancel' };

export interface RunToMeasure {
  readonly run: PlannedRun;
  /** Why there is an earlier attempt; null where there is none. */
  readonly cause: ResumeCause | null;
  readonly crashed: readonly { readonly cell: string; readonly detail: string }[];
}

/** What a target's process tells the command. */
export type FromTarget =
  | { readonly kind: 'progress'; readonly id: string; readonly progress: Progress }
  /** Its document is in the folder. */
  | { readonly kind: 'measured'; readonly id: string; readonly isOverLimit: boolean }
  | { readonly kind: 'refused'; readonly id: string; readonly message: string }
  | { readonly kind: 'cancelled'; readonly id: string }
  /** Something to know that changes nothing. */
  | { readonly kind: 'note'; readonly message: string }
  /** The process ends after this one. */
  | ({ readonly kind: 'lost'; readonly id: string } & Omit<BrowserLost, 'status'>)
  /** There is no browser to be had. */
  | { readonly kind: 'unusable'; readonly message: string }
  /** A bug, with its stack. */
  | { readonly kind: 'broken'; readonly message: string };
