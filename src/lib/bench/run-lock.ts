import { runLockName } from '#lib/runs/interrupted-runs.ts';

const measuringLock = 'inferometer-measuring';

export type Release = () => void;

/**
 * Waits until no other tab of this site measures. `onWait` is called when one does. Null when the signal fired first.
 * A browser without Web Locks (a page that was not opened over HTTPS) goes on at once.
 */
export async function waitForOtherTabs(signal: AbortSignal, onWait: () => void): Promise<Release | null> {
  const free = await holdLock(measuringLock, { ifAvailable: true });
  if (free !== null) return free;
  onWait();
  return holdLock(measuringLock, { signal });
}

/**
 * Marks a run as one that this tab has, so that no other offers to continue it; null when another tab has it.
 * The browser gives the mark back when the page is reloaded, closed or crashes.
 */
export function claimRun(runId: string): Promise<Release | null> {
  return holdLock(runLockName(runId), { ifAvailable: true });
}

/** Null when the lock was not to be had, or the signal fired while waiting for it. */
function holdLock(name: string, options: LockOptions): Promise<Release | null> {
  const locks = (navigator as { locks?: LockManager }).locks;
  if (locks === undefined) return Promise.resolve(() => {});
  return new Promise((resolve, reject) => {
    locks
      .request(name, options, (lock) => {
        if (lock === null) return resolve(null);
        return new Promise<void>((release) => resolve(release));
      })
      .catch((error: unknown) => {
        if (options.signal?.aborted === true) resolve(null);
        // A sandboxed page may not use locks; it cannot be opened twice either.
        else if (error instanceof DOMException && error.name === 'SecurityError') resolve(() => {});
        else reject(error instanceof Error ? error : new Error(String(error)));
      });
  });
}
