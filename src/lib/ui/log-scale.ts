/** Places durations on a line from 0 to 1, as logarithms, so that a factor is the same distance everywhere. */
export interface LogScale {
  readonly lowMs: number;
  readonly highMs: number;
  place(ms: number): number;
}

const margin = 1.08;

/** A common scale for all intervals of a run; null where there is nothing to place. Zeros have no logarithm. */
export function logScale(durationsMs: readonly number[]): LogScale | null {
  const positive = durationsMs.filter((ms) => ms > 0);
  if (positive.length === 0) return null;
  // A single cell, or equal ones, would otherwise span nothing.
  const lowMs = Math.min(...positive) / margin;
  const highMs = Math.max(...positive) * margin;
  const span = Math.log(highMs / lowMs);
  return {
    lowMs,
    highMs,
    place: (ms) => (ms <= lowMs ? 0 : Math.min(1, Math.log(ms / lowMs) / span)),
  };
}

/** Whether values differ so much that a linear axis would hide the small ones. */
export function wantsLogAxis(durationsMs: readonly number[]): boolean {
  const positive = durationsMs.filter((ms) => ms > 0);
  return positive.length > 0 && Math.max(...positive) / Math.min(...positive) > 10;
}
