import type { FailureCause } from '#lib/core/results/reasons.ts';
import type { Cell, RunDocument } from '#lib/core/results/run-document.ts';

/** What the command ends with. 130 is what shells give a program that Ctrl-C ended. */
export const exitCodes = {
  done: 0,
  failedOrWrong: 1,
  badUsageOrModel: 2,
  noBrowser: 3,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Failures that lie in the model, wherever it runs. */
const modelCauses: ReadonlySet<FailureCause['kind']> = new Set([
  'invalid-model',
  'unknown-operator',
  'missing-external-data',
  'input-mismatch',
  'model-unreadable',
]);

/**
 * The exit code of one finished run. Without `strict` one measured cell among those asked for is enough; a run
 * without any is 2 when the model is what every cell failed on, else 1.
 */
export function exitCodeOf(document: RunDocument, strict: boolean): ExitCode {
  if (document.status === 'cancelled') return exitCodes.interrupted;
  const asked = document.cells.filter((cell) => isAskedFor(cell, document.plan));
  if (!asked.some((cell) => cell.status === 'measured')) {
    return isModelAtFault(document.cells) ? exitCodes.badUsageOrModel : exitCodes.failedOrWrong;
  }
  return strict && asked.some(isFailedOrWrong) ? exitCodes.failedOrWrong : exitCodes.done;
}

/** Of several runs the gravest: what stopped the command, then what was wrong with a model, then with a result. */
export function gravest(codes: readonly ExitCode[]): ExitCode {
  const order = [
    exitCodes.interrupted,
    exitCodes.noBrowser,
    exitCodes.badUsageOrModel,
    exitCodes.failedOrWrong,
  ];
  return order.find((code) => codes.includes(code)) ?? exitCodes.done;
}

/** Every run holds the reference cell (one WASM thread), also where the plan names other backends or engines. */
function isAskedFor(cell: Cell, plan: RunDocument['plan']): boolean {
  const isEngine = plan.engines.length === 0 || plan.engines.includes(cell.engine);
  const isOneThread =
    cell.backend === 'wasm-simd' && plan.backends.includes('wasm-threads') && plan.threads.includes(1);
  const isPrecision = plan.precision.length === 0 || plan.precision.includes(cell.precision);
  return isEngine && isPrecision && (plan.backends.includes(cell.backend) || isOneThread);
}

function isFailedOrWrong(cell: Cell): boolean {
  return cell.status === 'failed' || (cell.status === 'measured' && cell.correctness.verdict === 'fail');
}

function isModelAtFault(cells: readonly Cell[]): boolean {
  const failed = cells.filter((cell) => cell.status === 'failed');
  const isAnyMeasured = cells.some((cell) => cell.status === 'measured');
  return !isAnyMeasured && failed.length > 0 && failed.every((cell) => modelCauses.has(cell.reason.kind));
}
