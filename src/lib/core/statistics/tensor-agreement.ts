import type { NumberArray } from './numeric-array.ts';

/** τ of the element-wise rule: |a − r| ≤ τ·(|r| + RMS(r)). */
const elementTolerance = 1e-3;

/** One output tensor held against its reference; every number is finite. */
export interface TensorAgreement {
  /** ‖a − r‖/‖r‖, or ‖a − r‖ where the reference is all zeros. */
  readonly nrmse: number;
  readonly maxAbs: number;
  readonly oneMinusCosine: number;
  /** Elements that break |a − r| ≤ τ·(|r| + RMS(r)), and all that are non-finite on one side only. */
  readonly outsideCount: number;
  /** NaN where the reference is not NaN. */
  readonly nanCount: number;
  /** ±Infinity where the reference is not the same. */
  readonly infinityCount: number;
  /** A finite number where the reference is NaN or ±Infinity. */
  readonly missingNonFiniteCount: number;
  /** Elements with |a − r| ≤ 1. */
  readonly withinOneCount: number;
}

/**
 * Compares two tensors of the same number of elements. Elements that are not finite on both sides stay out of the sums;
 * the same NaN or Infinity at the same place is agreement.
 */
export function compareTensors(actual: NumberArray, reference: NumberArray): TensorAgreement {
  const sums = sumFinitePairs(actual, reference);
  return {
    nrmse: relativeTo(Math.sqrt(sums.errorSquares), Math.sqrt(sums.referenceSquares)),
    maxAbs: clampToFinite(sums.maxAbs),
    oneMinusCosine: oneMinusCosineOf(sums),
    ...countElements(actual, reference, rootMeanSquare(sums)),
  };
}

interface Sums {
  finitePairs: number;
  errorSquares: number;
  referenceSquares: number;
  actualSquares: number;
  products: number;
  maxAbs: number;
}

function sumFinitePairs(actual: NumberArray, reference: NumberArray): Sums {
  const sums = {
    finitePairs: 0,
    errorSquares: 0,
    referenceSquares: 0,
    actualSquares: 0,
    products: 0,
    maxAbs: 0,
  };
  for (let index = 0; index < reference.length; index++) {
    const a = actual[index] ?? NaN;
    const r = reference[index] ?? NaN;
    if (!Number.isFinite(a) || !Number.isFinite(r)) continue;
    const error = Math.abs(a - r);
    sums.finitePairs++;
    sums.errorSquares += error * error;
    sums.referenceSquares += r * r;
    sums.actualSquares += a * a;
    sums.products += a * r;
    if (error > sums.maxAbs) sums.maxAbs = error;
  }
  return sums;
}

function countElements(actual: NumberArray, reference: NumberArray, referenceRms: number) {
  const counts = {
    outsideCount: 0,
    nanCount: 0,
    infinityCount: 0,
    missingNonFiniteCount: 0,
    withinOneCount: 0,
  };
  for (let index = 0; index < reference.length; index++) {
    const a = actual[index] ?? NaN;
    const r = reference[index] ?? NaN;
    if (Object.is(a, r)) {
      counts.withinOneCount++;
    } else if (Number.isFinite(a) && Number.isFinite(r)) {
      const error = Math.abs(a - r);
      if (error <= 1) counts.withinOneCount++;
      if (error > elementTolerance * (Math.abs(r) + referenceRms)) counts.outsideCount++;
    } else {
      counts.outsideCount++;
      if (Number.isNaN(a)) counts.nanCount++;
      else if (Number.isFinite(a)) counts.missingNonFiniteCount++;
      else counts.infinityCount++;
    }
  }
  return counts;
}

function rootMeanSquare({ referenceSquares, finitePairs }: Sums): number {
  return finitePairs === 0 ? 0 : Math.sqrt(referenceSquares / finitePairs);
}

/** 0 when both are all zeros, 1 (nothing in common) when only one is; rounding below 0 counts as 0. */
function oneMinusCosineOf({ products, actualSquares, referenceSquares }: Sums): number {
  if (actualSquares === 0 && referenceSquares === 0) return 0;
  const norms = Math.sqrt(actualSquares * referenceSquares);
  return norms > 0 && norms < Infinity ? Math.max(0, 1 - products / norms) : 1;
}

function relativeTo(error: number, reference: number): number {
  return clampToFinite(reference === 0 ? error : error / reference);
}

/** Results travel as JSON, which has no Infinity: sums that overflow become the largest number, which fails any limit. */
function clampToFinite(value: number): number {
  return Number.isFinite(value) ? value : Number.MAX_VALUE;
}
