import { findBaseline } from '#lib/core/results/find-baseline.ts';
import { checkRegressions, hasRegressed, type RegressionCheck } from '#lib/core/results/regression-check.ts';
import type { RunDocument } from '#lib/core/results/run-document.ts';
import { exitCodes, gravest, type ExitCode } from '../exit-codes.ts';

/** A run and what its baseline says of it. */
export interface JudgedRun {
  readonly run: RunDocument;
  /** Null where the check was refused before one was found. */
  readonly baseline: RunDocument | null;
  readonly check: RegressionCheck;
}

/** Holds each run against the run of the baseline file that goes with it. */
export function judgeRuns(
  runs: readonly RunDocument[],
  baselines: readonly RunDocument[],
  failAbove: number,
): JudgedRun[] {
  return runs.map((run) => {
    const found = findBaseline(baselines, run);
    if (found.status === 'refused') return { run, baseline: null, check: found };
    const { baseline } = found;
    return { run, baseline, check: checkRegressions(baseline, run, failAbove) };
  });
}

/** 1 for a regression, 2 where a run could not be compared: a check that checked nothing must not look like a pass. */
export function exitCodeOfJudgement(judged: readonly JudgedRun[]): ExitCode {
  return gravest(
    judged.map(({ check }) => {
      if (check.status === 'refused') return exitCodes.badUsageOrModel;
      return hasRegressed(check) ? exitCodes.failedOrWrong : exitCodes.done;
    }),
  );
}
