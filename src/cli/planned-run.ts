import type { PlanInput } from '#lib/core/protocol/plan.ts';
import type { PresetName } from '#lib/core/protocol/presets.ts';
import type { ModelSource } from './models.ts';
import type { Target } from './run-file/run-file.ts';

/** One run that a command is to make: one plan for one model on one target. */
export interface PlannedRun {
  /** Unique in the command, and fit for a file's name. */
  readonly id: string;
  readonly target: Target;
  readonly targetName: string;
  /** Whether the command has this one target only, which then need not be named. */
  readonly isAlone: boolean;
  /** The model as it was asked for. */
  readonly model: string;
  readonly source: ModelSource;
  readonly preset: PresetName;
  /** The plan for a model that the page knows under a reference still to be had. */
  readonly plan: Omit<PlanInput, 'models'>;
  readonly request: Omit<PlanInput['models'][number], 'ref'>;
}

/** How patient a command is with a browser. */
export interface RunLimits {
  readonly runMs: number;
  readonly answerMs: number;
  readonly restarts: number;
}
