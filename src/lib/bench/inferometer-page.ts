import type { PlanInput } from '#lib/core/protocol/plan.ts';
import type { ResumeCause, RunDocument } from '#lib/core/results/run-document.ts';
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

/** What lets a program carry a run over the end of a browser: crash, hang, or the program's own end. */
export interface RunContinuity {
  /**
   * Told after every measured cell: text from which another page goes on. The run waits until a promise that comes back
   * is settled, so that nothing is carried away while a cell is measured.
   */
  readonly onCheckpoint?: ((checkpoint: string) => void | Promise<void>) | undefined;
  /**
   * The last such text of this plan. Its finished rounds stay; the interrupted one is begun anew for the cells that lack
   * it. Rejects where model, browser, device or this site's version are not what they were.
   */
  readonly continueFrom?: string | undefined;
  /** Why the run is begun or continued here after a page that ended; the document's `resumed` says it. */
  readonly cause?: ResumeCause | undefined;
  /** Cells that are given up because the browser ended whenever they were measured, and what is known of that. */
  readonly crashed?: readonly { readonly cell: string; readonly detail: string }[] | undefined;
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
  run(
    plan: PlanInput,
    onProgress?: (progress: Progress) => void,
    continuity?: RunContinuity,
  ): Promise<RunDocument>;
  /** Ends the run at once; its document keeps what had been measured. */
  cancel(): Promise<void>;
}
