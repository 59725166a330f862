import type { Environment } from '#lib/core/results/run-document.ts';
import { readInterruptedRun } from '#lib/runs/interrupted-runs.ts';
import type { InterruptedRun } from '#lib/runs/stored-run.ts';
import type { LoadedModel } from '#lib/models/loaded-model.ts';
import { changeSince } from './change-since.ts';
import { probe } from './probe.ts';
import { startRun, type RunHandle, type RunOptions } from './run.ts';
import { claimRun } from './run-lock.ts';

export type Continued =
  | { readonly status: 'started'; readonly handle: RunHandle }
  /** `message` is a sentence for people. */
  | { readonly status: 'refused'; readonly message: string };

/** Goes on with an interrupted run: finished rounds stay, the interrupted one is begun anew for the cells that lack it. */
export async function continueRun(
  runId: string,
  model: LoadedModel,
  options: Omit<RunOptions, 'continuing'>,
): Promise<Continued> {
  const release = await claimRun(runId);
  if (release === null) return refused('Another tab goes on with this run already.');
  const stored = await readInterruptedRun(runId);
  const { environment } = await probe();
  const run = stored.status === 'stored' ? stored.value : null;
  const obstacle =
    stored.status === 'refused'
      ? `This run could not be read: ${stored.reason}.`
      : run === null
        ? 'This run was finished or discarded in another tab.'
        : obstacleTo(run, environment, model);
  if (run === null || obstacle !== null) {
    release();
    return refused(obstacle ?? '');
  }
  const handle = startRun(run.document.plan, model, { ...options, continuing: { run, release } });
  return { status: 'started', handle };
}

/** Why an interrupted run cannot go on here, as a sentence; null where it can. */
export function obstacleTo(run: InterruptedRun, environment: Environment, model: LoadedModel): string | null {
  return changeSince(run, environment) ?? differentModel(run, model);
}

function differentModel({ document }: InterruptedRun, model: LoadedModel): string | null {
  // The SHA-256 is the model file's own; the size is that of all files, weights beside it included.
  return document.model.sha256 === model.sha256 && document.model.bytes === model.bytes
    ? null
    : `This is not the model of the interrupted run: the contents of ${model.name} differ from those of ${document.model.name}.`;
}

function refused(message: string): Continued {
  return { status: 'refused', message };
}
