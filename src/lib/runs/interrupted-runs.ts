import { withDatabase, type Stored } from './database.ts';
import type { InterruptedRun } from './stored-run.ts';

/** Writes a run as far as it is, over what was written of it before. */
export function saveInterruptedRun(run: InterruptedRun): Promise<Stored<void>> {
  return withDatabase(async (database) => {
    await database.put('interrupted', run);
  });
}

/**
 * The runs that no tab measures any more, newest first. A tab holds the lock `runLockName` of the run that it measures;
 * without Web Locks nobody can tell, and every unfinished run is listed.
 */
export function listInterruptedRuns(): Promise<Stored<readonly InterruptedRun[]>> {
  return withDatabase(async (database) => {
    const runs = await database.getAll('interrupted');
    const held = await heldLockNames();
    return runs
      .filter(({ runId }) => !held.has(runLockName(runId)))
      .sort((a, b) => b.document.startedAt.localeCompare(a.document.startedAt));
  });
}

/** As it is written now; null where another tab has finished or discarded it. */
export function readInterruptedRun(runId: string): Promise<Stored<InterruptedRun | null>> {
  return withDatabase(async (database) => (await database.get('interrupted', runId)) ?? null);
}

export function discardInterruptedRun(runId: string): Promise<Stored<void>> {
  return withDatabase((database) => database.delete('interrupted', runId));
}

export function runLockName(runId: string): string {
  return `inferometer-run-${runId}`;
}

async function heldLockNames(): Promise<ReadonlySet<string | undefined>> {
  const locks = (navigator as { locks?: LockManager }).locks;
  const state = await locks?.query();
  return new Set((state?.held ?? []).map(({ name }) => name));
}
