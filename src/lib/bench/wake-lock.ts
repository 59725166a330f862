/**
 * Keeps the screen on while a run goes on: a device that falls asleep hides the tab and voids rounds. The browser takes
 * the lock back whenever the tab is hidden, so it is asked for again. Where there is none, or the browser refuses (low
 * battery), the run goes on without. Returns the way to let the screen sleep again.
 */
export function keepScreenOn(): () => void {
  const { wakeLock } = navigator as { wakeLock?: WakeLock };
  if (wakeLock === undefined) return () => {};
  const stop = new AbortController();
  let held: WakeLockSentinel | null = null;
  const acquire = async () => {
    if (document.visibilityState === 'hidden') return;
    try {
      const sentinel = await wakeLock.request('screen');
      if (stop.signal.aborted) await sentinel.release();
      else held = sentinel;
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  };
  document.addEventListener('visibilitychange', () => void acquire(), { signal: stop.signal });
  void acquire();
  return () => {
    stop.abort();
    void held?.release();
  };
}
