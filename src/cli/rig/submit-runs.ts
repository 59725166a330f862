import { writeFile } from 'node:fs/promises';
import { withLock } from '../../../scripts/lock.mjs';
import type { RunDocument } from '#lib/core/results/run-document.ts';
import { gravest, type ExitCode } from '../exit-codes.ts';
import { runsAsJson } from '../output.ts';
import { queueMeasured, type QueueOptions } from './queue-measured.ts';
import { sendQueued, type SendOptions } from './send-queued.ts';

/**
 * Submits runs that have just been measured, and whatever waits in the spool from before. What the server does not take
 * stays there for the next command.
 */
export async function submitRuns(
  runs: readonly RunDocument[],
  options: QueueOptions & SendOptions,
): Promise<ExitCode> {
  const { spool, say } = options;
  await spool.prepare();
  return await withLock(
    spool.lockPath,
    async () => {
      if (runs.length > 0) {
        const path = spool.newMeasuredPath(new Date());
        await writeFile(path, runsAsJson(runs, runs.length));
        await spool.flushMeasured(path);
      }
      return gravest([await queueMeasured(options), await sendQueued(options)]);
    },
    (pid) => say(`A rig (process ${pid}) works with this spool; waiting for it.`),
  );
}
