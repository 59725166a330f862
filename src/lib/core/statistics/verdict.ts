import type { Agreement } from './output-agreement.ts';

/** `fail` strikes the result through and keeps it out of every ranking; `warn` shows it with a note. */
export type Verdict = 'pass' | 'warn' | 'fail';

/** The least precise arithmetic or weights of the cell; uint8 models count as int8. */
export type OutputPrecision = 'fp32' | 'fp16' | 'int8' | 'int4';

/**
 * Largest NRMSE for each verdict; beyond `warn` the result fails. From the measuring protocol's table of tolerances: a
 * judgement, informed by the tolerances of the engines' own test suites.
 */
export const nrmseLimits: Record<OutputPrecision, { readonly pass: number; readonly warn: number }> = {
  fp32: { pass: 1e-4, warn: 1e-3 },
  fp16: { pass: 5e-3, warn: 2e-2 },
  int8: { pass: 1e-2, warn: 5e-2 },
  int4: { pass: 1e-2, warn: 5e-2 },
};

const largestOneMinusCosineOfFp16 = 1e-4;
const leastIntegersWithinOne = 0.999;

/**
 * Whether a cell's outputs are right, given the precision it computed in.
 * - fail: an output of the wrong size, a NaN or Infinity that the reference does not have, or an NRMSE beyond the limit
 * - pass: NRMSE within the stricter limit, top-1 not contradicted, no NaN or Infinity of the reference lost, and
 *   fp32: every element within τ; fp16: 1 − cos ≤ 1e-4; int8, int4: integer outputs at most 1 off for 99.9 %
 * - warn: all between
 */
export function verdictOf(agreement: Agreement, precision: OutputPrecision): Verdict {
  const { shapeMismatch, nanCount, infinityCount, nrmse } = agreement;
  const limits = nrmseLimits[precision];
  if (shapeMismatch || nanCount > 0 || infinityCount > 0 || nrmse > limits.warn) return 'fail';
  return nrmse <= limits.pass && isCleanPass(agreement, precision) ? 'pass' : 'warn';
}

function isCleanPass(agreement: Agreement, precision: OutputPrecision): boolean {
  if (agreement.top1Agrees === false || agreement.missingNonFiniteCount > 0) return false;
  switch (precision) {
    case 'fp32':
      return agreement.fractionOutside === 0;
    case 'fp16':
      return agreement.oneMinusCosine <= largestOneMinusCosineOfFp16;
    case 'int8':
    case 'int4':
      return agreement.integerWithinOne === null || agreement.integerWithinOne >= leastIntegersWithinOne;
  }
}
