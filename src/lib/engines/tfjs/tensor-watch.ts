import type { BoundInputs } from '../engine.ts';

/**
 * Notices tensors that runs leave behind. The first run may make some for good (tables, caches); after it their number
 * must not grow. Counting happens between runs, never in the first one, which is timed by itself.
 */
export function watchTensors(countTensors: () => number): {
  watch(bound: BoundInputs): BoundInputs;
  leaks(): boolean;
} {
  let runs = 0;
  let afterFirstRun = 0;
  return {
    watch: ({ run, outputs }) => ({
      outputs,
      run: () => {
        if (runs === 1) afterFirstRun = countTensors();
        runs += 1;
        return run();
      },
    }),
    leaks: () => runs > 1 && countTensors() > afterFirstRun,
  };
}
