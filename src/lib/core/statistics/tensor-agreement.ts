import type { NumberArray } from './numeric-array.ts';

/** τ of the element-wise rule: |a − r| ≤ τ·(|r| + RMS(r)). */
const elementTolerance = 1e-3;

/**
 * Smallest scale that errors are related to. Outputs that are next to nothing everywhere (a detector that sees noise
 * answers 1e-6) carry errors of one float32 step near 1 from inside the network, 1e-7, which no relative measure
 * forgives. With this floor the strictest limit of 1e-4 is an absolute error of 1e-7, the tolerance of ONNX's own
 * backend tests.
 */
const smallestScale = 1e-3;

/** One output tensor held against its reference; every number is finite. */
export interface TensorAgreement {
  /** RMS(a − r)/max(RMS(r), 1e-3): ‖a − r‖/‖r‖, unless the whole reference is next to nothing. */
  readonly nrmse: number;
  readonly maxAbs: number;
  readonly oneMinusCosine: number;
  /** Elements that break |a − r| ≤ τ·(|r| + max(RMS(r), 1e-3)), and all that are non-finite on one side only. */
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
  const scale = Math.max(smallestScale, rootMeanSquare(sums.referenceSquares, sums.finitePairs));
  return {
    nrmse: clampToFinite(rootMeanSquare(sums.errorSquares, sums.finitePairs) / scale),
    maxAbs: clampToFinite(sums.maxAbs),
    oneMinusCosine: oneMinusCosineOf(sums),
    ...countElements(actual, reference, scale),
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

function countElements(actual: NumberArray, reference: NumberArray, scale: number) {
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
      if (error > elementTolerance * (Math.abs(r) + scale)) counts.outsideCount++;
    } else {
      counts.outsideCount++;
      if (Number.isNaN(a)) counts.nanCount++;
      else if (Number.isFinite(a)) counts.missingNonFiniteCount++;
      else counts.infinityCount++;
    }
  }
  return counts;
}

function rootMeanSquare(squares: number, count: number): number {
  return count === 0 ? 0 : Math.sqrt(squares / count);
}

/** 0 when both are all zeros, 1 (nothing in common) when only one is; rounding below 0 counts as 0. */
function oneMinusCosineOf({ products, actualSquares, referenceSquares }: Sums): number {
  if (actualSquares === 0 && referenceSquares === 0) return 0;
  const norms = Math.sqrt(actualSquares * referenceSquares);
  return norms > 0 && norms < Infinity ? Math.max(0, 1 - products / norms) : 1;
}

/** Results travel as JSON, which has no Infinity: sums that overflow become the largest number, which fails any limit. */
function clampToFinite(value: number): number {
  return Number.isFinite(value) ? value : Number.MAX_VALUE;
}
