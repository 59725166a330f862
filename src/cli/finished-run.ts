import type { PresetName } from '#lib/core/protocol/presets.ts';
import type { RunDocument } from '#lib/core/results/run-document.ts';

/** One run that a command ended with, and which of the things asked for it is. */
export interface FinishedRun {
  /** The target's name in the run file, or the browser that was asked for. */
  readonly target: string;
  /** The model as it was asked for. */
  readonly model: string;
  readonly preset: PresetName;
  readonly document: RunDocument;
}
