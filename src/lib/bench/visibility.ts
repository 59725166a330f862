export type Interruption = 'hidden' | 'frozen';

/** Calls back, once, when the tab is hidden or frozen; browsers slow such tabs down. Returns the way to stop watching. */
export function watchInterruptions(onInterruption: (cause: Interruption) => void): () => void {
  const stop = new AbortController();
  const interrupt = (cause: Interruption) => {
    stop.abort();
    onInterruption(cause);
  };
  const { signal } = stop;
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'hidden') interrupt('hidden');
    },
    { signal },
  );
  document.addEventListener('freeze', () => interrupt('frozen'), { signal });
  return () => stop.abort();
}

/** Resolves once the tab is visible, or when the signal fires. */
export function untilVisible(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (document.visibilityState !== 'hidden' || signal.aborted) return resolve();
    const seen = new AbortController();
    const settle = () => {
      if (document.visibilityState === 'hidden' && !signal.aborted) return;
      seen.abort();
      resolve();
    };
    document.addEventListener('visibilitychange', settle, { signal: seen.signal });
    signal.addEventListener('abort', settle, { signal: seen.signal });
  });
}

/** Waits, or returns at once when the signal fires. */
export function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(settle, durationMs);
    function settle() {
      clearTimeout(timer);
      signal.removeEventListener('abort', settle);
      resolve();
    }
    signal.addEventListener('abort', settle);
  });
}
