/** Longer than a slow network takes for a few bytes. */
const limitMs = 8000;

/** Whether this site can be reached: asked where a part of it did not come, to tell a lost connection from a fault. */
export async function siteAnswers(): Promise<boolean> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), limitMs);
  try {
    return (await fetch('/healthz', { cache: 'no-store', signal: stop.signal })).ok;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
