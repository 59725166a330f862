import { pressureStates, type PressureState } from '#lib/core/results/pressure.ts';

/** What TypeScript's own types do not have yet (https://www.w3.org/TR/compute-pressure/). */
interface PressureObserver {
  observe(source: 'cpu', options: { readonly sampleInterval: number }): Promise<void>;
  disconnect(): void;
}
type PressureObserverClass = new (
  onRecords: (records: readonly { readonly state: PressureState }[]) => void,
) => PressureObserver;

const sampleIntervalMs = 1000;

/**
 * Tells how hard the device is pressed until the returned function is called: heat slows every
 * measurement. Chromium alone has it, on secure pages; elsewhere, and where it refuses, nothing is told.
 */
export function watchPressure(onState: (state: PressureState) => void): () => void {
  const { PressureObserver } = globalThis as { PressureObserver?: PressureObserverClass };
  if (PressureObserver === undefined) return () => undefined;
  const observer = new PressureObserver((records) => {
    for (const { state } of records) onState(state);
  });
  observer.observe('cpu', { sampleInterval: sampleIntervalMs }).catch((error: unknown) => {
    if (!(error instanceof DOMException)) throw error;
  });
  return () => observer.disconnect();
}

/** Null is less than any state. */
export function worseOf(a: PressureState | null, b: PressureState | null): PressureState | null {
  const rank = (state: PressureState | null) => (state === null ? -1 : pressureStates.indexOf(state));
  return rank(b) > rank(a) ? b : a;
}
