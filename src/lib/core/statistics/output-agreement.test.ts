import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NumericArray } from './numeric-array.ts';
import { createAgreement } from './output-agreement.ts';

function agreementOf(
  actual: NumericArray,
  reference: NumericArray,
  dims = [reference.length],
  outputIndex = 0,
) {
  const agreement = createAgreement();
  agreement.add(actual, reference, dims, outputIndex);
  return agreement.finish();
}

const f32 = (...values: number[]) => Float32Array.from(values);

describe('createAgreement', () => {
  it('finds nothing between equal outputs', () => {
    expect(agreementOf(f32(1, -2, 3), f32(1, -2, 3))).toEqual({
      nrmse: 0,
      maxAbs: 0,
      oneMinusCosine: 0,
      fractionOutside: 0,
      nanCount: 0,
      infinityCount: 0,
      missingNonFiniteCount: 0,
      elements: 3,
      integerWithinOne: null,
      top1Agrees: true,
      shapeMismatch: false,
    });
  });

  it('measures error, angle and outside elements', () => {
    // r = (3, 4), a = (4, 3): ‖a − r‖ = √2, ‖r‖ = 5, cos = 24/25
    const agreement = agreementOf(f32(4, 3), f32(3, 4));
    expect(agreement.nrmse).toBeCloseTo(Math.SQRT2 / 5, 12);
    expect(agreement.maxAbs).toBe(1);
    expect(agreement.oneMinusCosine).toBeCloseTo(0.04, 12);
    expect(agreement.fractionOutside).toBe(1);
  });

  it('allows τ·(|r| + RMS(r)) for each element', () => {
    // RMS of (3, 4, 0, 0) is 2.5, so the zeros may be off by 0.0025.
    expect(agreementOf(f32(3, 4, 0.00249, 0), f32(3, 4, 0, 0)).fractionOutside).toBe(0);
    expect(agreementOf(f32(3, 4, 0.00251, 0), f32(3, 4, 0, 0)).fractionOutside).toBe(0.25);
  });

  it('lets the worst tensor count, and shares over all elements', () => {
    const agreement = createAgreement();
    agreement.add(f32(1, 2, 3), f32(1, 2, 3), [3]);
    agreement.add(f32(2), f32(1), [1]);
    expect(agreement.finish()).toMatchObject({ nrmse: 1, maxAbs: 1, elements: 4, fractionOutside: 0.25 });
  });

  it('relates errors to a scale of 1e-3 where the reference is next to nothing', () => {
    const zeros = agreementOf(f32(3, 4), f32(0, 0));
    expect(zeros.nrmse).toBeCloseTo(Math.sqrt(12.5) / 1e-3, 6);
    expect(zeros.oneMinusCosine).toBe(1);
    expect(agreementOf(f32(0, 0), f32(0, 0))).toMatchObject({ nrmse: 0, oneMinusCosine: 0 });
  });

  it('forgives one float32 step near 1 in outputs that are next to nothing, and no large error', () => {
    // A detector on noise: sigmoid outputs around 1e-6 that differ by 2^-24, 6 % of themselves.
    const step = 2 ** -24;
    const reference = Float32Array.from({ length: 1000 }, (_, index) => 1e-6 + (index % 7) * 1e-7);
    const close = agreementOf(
      reference.map((value) => value + step),
      reference,
    );
    expect(close.nrmse).toBeLessThan(1e-4);
    expect(close.fractionOutside).toBe(0);
    const wrong = agreementOf(
      reference.map((value) => value + 0.01),
      reference,
    );
    expect(wrong.nrmse).toBeGreaterThan(1e-3);
    expect(wrong.fractionOutside).toBe(1);
  });

  it('counts NaN and Infinity that the reference does not have, and keeps them out of the sums', () => {
    expect(agreementOf(f32(NaN, Infinity, -Infinity, 1), f32(1, 1, 1, 1))).toMatchObject({
      nanCount: 1,
      infinityCount: 2,
      nrmse: 0,
      maxAbs: 0,
      fractionOutside: 0.75,
    });
    expect(agreementOf(f32(Infinity, NaN), f32(-Infinity, Infinity))).toMatchObject({
      nanCount: 1,
      infinityCount: 1,
    });
  });

  it('takes the same NaN or Infinity at the same place as agreement', () => {
    expect(agreementOf(f32(NaN, -Infinity, 1), f32(NaN, -Infinity, 1))).toMatchObject({
      nanCount: 0,
      infinityCount: 0,
      fractionOutside: 0,
    });
  });

  it('counts a finite number in place of NaN or Infinity', () => {
    expect(agreementOf(f32(-3e38, 1, 1), f32(-Infinity, NaN, 1))).toMatchObject({
      missingNonFiniteCount: 2,
      nrmse: 0,
      nanCount: 0,
      infinityCount: 0,
    });
  });

  it('sees tensors of the wrong size', () => {
    expect(agreementOf(f32(1, 2), f32(1, 2, 3))).toMatchObject({
      shapeMismatch: true,
      elements: 0,
      nrmse: 0,
    });
    expect(agreementOf(f32(1, 2), f32(1, 2), [3]).shapeMismatch).toBe(true);
    expect(agreementOf(f32(1), f32(1), []).shapeMismatch).toBe(false);
  });

  it('throws when nothing was compared', () => {
    expect(() => createAgreement().finish()).toThrow(RangeError);
  });

  it('compares integers, and 64-bit ones against 32-bit ones', () => {
    const agreement = agreementOf(Int32Array.of(10, 21, 33, 40), BigInt64Array.of(10n, 20n, 30n, 40n));
    expect(agreement).toMatchObject({ maxAbs: 3, integerWithinOne: 0.75, top1Agrees: null });
    expect(agreementOf(f32(1), f32(1)).integerWithinOne).toBeNull();
  });

  it('stays finite and the same in JSON when sums overflow', () => {
    const huge = agreementOf(Float64Array.of(1e300, 1), Float64Array.of(-1e300, 1));
    expect(JSON.parse(JSON.stringify(huge))).toEqual(huge);
    expect(huge.nrmse).toBe(Number.MAX_VALUE);
  });

  it('has an NRMSE that does not change with the scale, and is symmetric in sign', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(values, values, fc.constantFrom(2, -1, 0.25), (actual, reference, factor) => {
        fc.pre(reference.some((value) => value !== 0));
        const plain = agreementOf(f32(...actual), f32(...reference));
        const scaled = agreementOf(
          f32(...actual.map((value) => value * factor)),
          f32(...reference.map((value) => value * factor)),
        );
        expect(scaled.nrmse).toBeCloseTo(plain.nrmse, 10);
        expect(scaled.oneMinusCosine).toBeCloseTo(plain.oneMinusCosine, 10);
        expect(scaled.fractionOutside).toBe(plain.fractionOutside);
      }),
    );
  });
});

describe('top-1', () => {
  it('agrees where the lead is more than twice the largest error', () => {
    expect(agreementOf(f32(0.1, 0.9, 0.1), f32(0, 1, 0)).top1Agrees).toBe(true);
  });

  it('is undecidable where the error could have changed the leader', () => {
    expect(agreementOf(f32(0.6, 0.4), f32(0.4, 0.6)).top1Agrees).toBeNull();
    expect(agreementOf(f32(1, 1), f32(1, 1)).top1Agrees).toBeNull();
    // A lead of 1 with an error of 0.6: two such errors, one on each score, would turn it over.
    expect(agreementOf(f32(0, 0.4), f32(0, 1)).top1Agrees).toBeNull();
  });

  it('looks at every row', () => {
    const reference = f32(0, 9, 0, 5, 5.01, 0);
    expect(agreementOf(f32(0, 9, 0, 5.1, 5, 0), reference, [2, 3]).top1Agrees).toBe(true);
    expect(agreementOf(f32(0, 9, 0, NaN, 1, 0), f32(0, 9, 0, 5, 1, 0), [2, 3]).top1Agrees).toBe(false);
  });

  it('holds over all inputs only if no decidable one contradicts', () => {
    const agreement = createAgreement();
    agreement.add(f32(0, 9), f32(0, 9), [1, 2]);
    agreement.add(f32(1, 1), f32(1, 1), [1, 2]);
    expect(agreement.finish().top1Agrees).toBe(true);
    agreement.add(f32(0, NaN), f32(0, 9), [1, 2]);
    expect(agreement.finish().top1Agrees).toBe(false);
  });

  it('is read only from scores: float, two or more, first output', () => {
    expect(agreementOf(f32(1, 5), f32(1, 5), [2, 1]).top1Agrees).toBeNull();
    expect(agreementOf(Int32Array.of(1, 5), Int32Array.of(1, 5)).top1Agrees).toBeNull();
    expect(agreementOf(f32(1, 5), f32(1, 5), [2], 1).top1Agrees).toBeNull();
  });
});
