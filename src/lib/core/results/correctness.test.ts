import { describe, expect, it } from 'vitest';
import { createAgreement } from '../statistics/output-agreement.ts';
import { correctnessOf, type RoundCheck } from './correctness.ts';

const other = { isReference: false, referenceProblem: null };

function check(actual: readonly number[], reference: readonly number[]): RoundCheck {
  const agreement = createAgreement();
  agreement.add(Float32Array.from(actual), Float32Array.from(reference), [reference.length]);
  return { checkedInputs: 5, agreement: agreement.finish() };
}

describe('correctnessOf', () => {
  it('takes the verdict of the worst round', () => {
    const right = check([1, 2, 3], [1, 2, 3]);
    const wrong = check([1, 2, 9], [1, 2, 3]);
    expect(correctnessOf([right, wrong, right], 'fp32', other).verdict).toBe('fail');
    expect(correctnessOf([right, right], 'fp32', other)).toMatchObject({
      verdict: 'pass',
      nrmse: 0,
      reason: null,
    });
  });

  it('calls the reference so only while it agrees with itself', () => {
    const role = { isReference: true, referenceProblem: null };
    expect(correctnessOf([check([1, 2], [1, 2])], 'fp32', role).verdict).toBe('reference');
    expect(correctnessOf([check([1, 5], [1, 2])], 'fp32', role).verdict).toBe('fail');
  });

  it('says what is wrong where no figure shows it', () => {
    expect(correctnessOf([check([], [1, 2])], 'fp32', other)).toMatchObject({
      verdict: 'fail',
      reason: 'An output is missing or has another shape than the reference’s.',
    });
  });

  it('says why nothing was checked', () => {
    const nothing: RoundCheck = { checkedInputs: 0, agreement: null };
    const role = { isReference: false, referenceProblem: 'The reference did not run.' };
    expect(correctnessOf([nothing], 'fp32', role)).toMatchObject({
      verdict: 'unchecked',
      reason: 'The reference did not run.',
    });
    expect(correctnessOf([nothing], 'fp32', other).reason).toContain('cannot be compared');
  });
});
