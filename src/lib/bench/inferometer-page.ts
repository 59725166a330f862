import type { PlanInput } from '#lib/core/protocol/plan.ts';
import type { RunDocument } from '#lib/core/results/run-document.ts';
import type { DeviceReport } from '#lib/device/device-report.ts';
import type { Progress } from './progress.ts';

/** A model handed over, and the reference by which a plan names it. */
export interface ModelHandle {
  readonly ref: string;
  readonly name: string;
  readonly format: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly inputs:
    readonly { name: string; dtype: string; shape: readonly (number | string | null)[] | null }[] | null;
  /** Symbolic dimensions and what they become unless the plan says otherwise. */
  readonly dims: Readonly<Record<string, number>>;
}

/**
 * What the page offers to whatever drives it: Playwright, WebDriver, a device cloud, or a person at the console.
 * All values are structured-cloneable. A call that cannot be met rejects with an Error whose message is one sentence
 * for people and whose `name` is `InferometerError`.
 */
export interface InferometerPage {
  readonly version: string;
  /** What each engine and backend can do here, with reasons. */
  probe(): Promise<DeviceReport>;
  /** Hands over one model: its file, and the external-data files beside it. `File`s pass without being copied. */
  addModelFiles(files: readonly (File | { name: string; bytes: Uint8Array })[]): Promise<ModelHandle>;
  /**
   * Measures the plan's one model. Only one run goes on at a time; a second call rejects. While another tab measures,
   * it waits. The document is the caller's to keep: the browser's list of kept runs holds only what the page itself
   * started, by a click or by a plan in its address.
   */
  run(plan: PlanInput, onProgress?: (progress: Progress) => void): Promise<RunDocument>;
  /** Ends the run at once; its document keeps what had been measured. */
  cancel(): Promise<void>;
}
