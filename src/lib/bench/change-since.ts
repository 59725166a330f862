import { protocolVersion } from '#lib/core/protocol/presets.ts';
import { environmentChange } from '#lib/core/results/environment-change.ts';
import type { Environment } from '#lib/core/results/run-document.ts';
import type { InterruptedRun } from '#lib/runs/stored-run.ts';

/** Why a run's finished rounds and further ones would not belong together; null where they do. */
export function changeSince({ document }: InterruptedRun, environment: Environment): string | null {
  if (document.appVersion !== __APP_VERSION__ || document.protocolVersion !== protocolVersion)
    return 'This run cannot be continued: it was measured by another version of Inferometer.';
  const change = environmentChange(document.environment, environment);
  return change === null ? null : `This run cannot be continued: ${change}.`;
}
