import { isIntegerArray, toNumbers, type NumericArray } from './numeric-array.ts';
import { compareTensors, type TensorAgreement } from './tensor-agreement.ts';
import { topOneAgrees } from './top-one.ts';

/**
 * How far the outputs of a cell are from the reference's, over all its inputs and output tensors. Every number is
 * finite, so that it survives JSON. Of `nrmse`, `maxAbs` and `oneMinusCosine` the worst tensor counts: a small wrong
 * tensor must not drown in a large right one.
 */
export interface Agreement {
  /** ‖a − r‖/‖r‖ of the worst tensor, a reference whose RMS is under 1e-3 counting as one of 1e-3. */
  readonly nrmse: number;
  /** Largest |a − r|, in the output's own unit. */
  readonly maxAbs: number;
  /** 1 − cos(a, r) of the worst tensor: 0 is the same direction. */
  readonly oneMinusCosine: number;
  /** Share of all elements that break |a − r| ≤ τ·(|r| + max(RMS(r), 1e-3)), τ = 1e-3; a non-finite one-sided element does too. */
  readonly fractionOutside: number;
  /** Elements that are NaN where the reference is not. */
  readonly nanCount: number;
  /** Elements that are ±Infinity where the reference is not the same. */
  readonly infinityCount: number;
  /** Elements that are finite where the reference is NaN or ±Infinity. */
  readonly missingNonFiniteCount: number;
  /** Elements compared; tensors of the wrong size are not among them. */
  readonly elements: number;
  /** Share of the elements of integer tensors that are at most 1 off; null without integer tensors. */
  readonly integerWithinOne: number | null;
  /** Whether the leading score of the first output agrees wherever it can be told; null where it never can. */
  readonly top1Agrees: boolean | null;
  /** Whether any tensor had the wrong number of elements. */
  readonly shapeMismatch: boolean;
}

export interface AgreementAccumulator {
  /**
   * Adds one output tensor of one input.
   * @param dims of the reference tensor, outermost first
   * @param outputIndex the tensor's place among the model's outputs: top-1 is read from output 0 alone, and only if it
   *   is a float tensor whose last dimension is 2 or more
   */
  add(actual: NumericArray, reference: NumericArray, dims: readonly number[], outputIndex?: number): void;
  /**
   * What was added so far.
   * @throws {RangeError} when nothing was: outputs that were never compared must not look like agreement
   */
  finish(): Agreement;
}

/** Collects the comparison of a cell's outputs with the reference (measuring protocol, correctness). */
export function createAgreement(): AgreementAccumulator {
  const tensors: ComparedTensor[] = [];
  let shapeMismatch = false;
  return {
    add(actual, reference, dims, outputIndex = 0) {
      const expectedLength = dims.reduce((product, dim) => product * dim, 1);
      if (actual.length !== expectedLength || reference.length !== expectedLength) shapeMismatch = true;
      else tensors.push(compareTensor(actual, reference, dims, outputIndex));
    },
    finish() {
      if (tensors.length === 0 && !shapeMismatch) throw new RangeError('No output was compared.');
      return join(tensors, shapeMismatch);
    },
  };
}

interface ComparedTensor extends TensorAgreement {
  readonly elements: number;
  readonly integer: boolean;
  readonly top1Agrees: boolean | null;
}

function compareTensor(
  actual: NumericArray,
  reference: NumericArray,
  dims: readonly number[],
  outputIndex: number,
): ComparedTensor {
  const actualNumbers = toNumbers(actual);
  const referenceNumbers = toNumbers(reference);
  const integer = isIntegerArray(reference);
  const tensor = compareTensors(actualNumbers, referenceNumbers);
  const width = dims.at(-1) ?? 1;
  const holdsScores = outputIndex === 0 && !integer && width >= 2;
  return {
    ...tensor,
    elements: reference.length,
    integer,
    top1Agrees: holdsScores ? topOneAgrees(actualNumbers, referenceNumbers, width, tensor.maxAbs) : null,
  };
}

function join(tensors: readonly ComparedTensor[], shapeMismatch: boolean): Agreement {
  const integers = tensors.filter(({ integer }) => integer);
  const decided = tensors.flatMap(({ top1Agrees }) => top1Agrees ?? []);
  return {
    nrmse: worst(tensors, 'nrmse'),
    maxAbs: worst(tensors, 'maxAbs'),
    oneMinusCosine: worst(tensors, 'oneMinusCosine'),
    fractionOutside: shareOf(tensors, 'outsideCount') ?? 0,
    nanCount: sum(tensors, 'nanCount'),
    infinityCount: sum(tensors, 'infinityCount'),
    missingNonFiniteCount: sum(tensors, 'missingNonFiniteCount'),
    elements: sum(tensors, 'elements'),
    integerWithinOne: shareOf(integers, 'withinOneCount'),
    top1Agrees: decided.length === 0 ? null : decided.every(Boolean),
    shapeMismatch,
  };
}

type Quantity = Exclude<keyof ComparedTensor, 'integer' | 'top1Agrees'>;

function worst(tensors: readonly ComparedTensor[], quantity: Quantity): number {
  return tensors.reduce((largest, tensor) => Math.max(largest, tensor[quantity]), 0);
}

function sum(tensors: readonly ComparedTensor[], quantity: Quantity): number {
  return tensors.reduce((total, tensor) => total + tensor[quantity], 0);
}

/** Null when there is no element to take a share of. */
function shareOf(tensors: readonly ComparedTensor[], quantity: Quantity): number | null {
  const elements = sum(tensors, 'elements');
  return elements === 0 ? null : sum(tensors, quantity) / elements;
}
