import type { Agreement } from '../statistics/output-agreement.ts';
import { verdictOf } from '../statistics/verdict.ts';
import type { Precision } from './ids.ts';
import type { Correctness } from './run-document.ts';

/** What one round found out about a cell's outputs. */
export interface RoundCheck {
  readonly checkedInputs: number;
  readonly agreement: Agreement | null;
}

/** The cell's verdict: that of its worst round, since a result that is only sometimes wrong is wrong. */
export function correctnessOf(
  checks: readonly RoundCheck[],
  precision: Precision,
  role: { readonly isReference: boolean; readonly referenceProblem: string | null },
): Correctness {
  const compared = checks.flatMap(({ agreement, checkedInputs }) =>
    agreement === null ? [] : [{ agreement, checkedInputs, verdict: verdictOf(agreement, precision) }],
  );
  const worst = compared.reduce<(typeof compared)[number] | null>(
    (soFar, next) => (soFar === null || severity(next) > severity(soFar) ? next : soFar),
    null,
  );
  if (worst === null)
    return unchecked(role.referenceProblem ?? 'The outputs are of types that cannot be compared.');
  const { agreement } = worst;
  return {
    verdict: role.isReference && worst.verdict === 'pass' ? 'reference' : worst.verdict,
    reason: agreement.shapeMismatch
      ? 'An output is missing or has another shape than the reference’s.'
      : null,
    inputs: Math.min(...compared.map(({ checkedInputs }) => checkedInputs)),
    nrmse: agreement.nrmse,
    maxAbs: agreement.maxAbs,
    oneMinusCosine: agreement.oneMinusCosine,
    fractionOutside: agreement.fractionOutside,
    top1Agrees: agreement.top1Agrees,
    nanCount: agreement.nanCount,
    infinityCount: agreement.infinityCount,
    missingNonFiniteCount: agreement.missingNonFiniteCount,
    integerWithinOne: agreement.integerWithinOne,
  };
}

function severity({
  verdict,
  agreement,
}: {
  verdict: 'pass' | 'warn' | 'fail';
  agreement: Agreement;
}): number {
  const rank = { pass: 0, warn: 1, fail: 2 }[verdict];
  // Errors beyond any limit share a rank; the size of the error orders the rounds inside one.
  return rank + agreement.nrmse / (1 + agreement.nrmse) / 2;
}

function unchecked(reason: string): Correctness {
  return {
    verdict: 'unchecked',
    reason,
    inputs: 0,
    nrmse: null,
    maxAbs: null,
    oneMinusCosine: null,
    fractionOutside: null,
    top1Agrees: null,
    nanCount: null,
    infinityCount: null,
    missingNonFiniteCount: null,
    integerWithinOne: null,
  };
}
