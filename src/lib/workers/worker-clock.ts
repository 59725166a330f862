import type { LoopClock } from '#lib/core/protocol/measure-loop.ts';
import { median, sortSamples } from '#lib/core/statistics/samples.ts';

const wantedSteps = 50;
const longestMeasurementMs = 250;

/**
 * The worker's own clock. Its resolution is measured, not believed: browsers coarsen it by isolation and by setting
 * (5 µs to 1 ms, or 100 ms where fingerprinting is resisted).
 */
export function workerClock(): LoopClock {
  return { now: () => performance.now(), turn: channelTurns(), resolutionMs: clockResolutionMs() };
}

/** The median of the steps that the clock visibly takes, in milliseconds. */
export function clockResolutionMs(): number {
  const stepsMs: number[] = [];
  const startedAtMs = performance.now();
  let previousMs = startedAtMs;
  while (stepsMs.length < wantedSteps) {
    const nowMs = performance.now();
    if (nowMs > previousMs) {
      stepsMs.push(nowMs - previousMs);
      previousMs = nowMs;
      if (nowMs - startedAtMs > longestMeasurementMs) break;
    }
  }
  // Timestamps are doubles: five microseconds come out as 0.004999999888.
  return Number(median(sortSamples(stepsMs)).toPrecision(6));
}

/** A turn of the event loop through a message channel: timers would add their 4 ms clamp between samples. */
function channelTurns(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  let resume: () => void = () => {};
  port1.onmessage = () => resume();
  return () =>
    new Promise((resolve) => {
      resume = resolve;
      port2.postMessage(null);
    });
}
