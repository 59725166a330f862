import type { InputRule } from './input-spec.ts';
import type { TensorType } from './tensors.ts';

/** Whole numbers that each type holds; 64-bit ones as far as numbers are exact. */
export const integerRanges: Partial<Record<TensorType, readonly [number, number]>> = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32_768, 32_767],
  uint16: [0, 65_535],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  uint64: [0, Number.MAX_SAFE_INTEGER],
  bool: [0, 1],
};

const largestFloat: Partial<Record<TensorType, number>> = { float16: 65_504, float32: 3.4028234663852886e38 };

/** What is wrong with filling an input of this type by this rule, as a sentence; null where it is legal. */
export function ruleProblem(rule: InputRule, dtype: TensorType): string | null {
  const range = integerRanges[dtype];
  switch (rule.kind) {
    case 'normal':
      return range === undefined ? null : fractions(dtype);
    case 'uniform':
      if (range !== undefined) return fractions(dtype);
      return rule.low < rule.high
        ? outOfRange([rule.low, rule.high], dtype)
        : 'The low end must be below the high end.';
    case 'integers':
      if (!Number.isInteger(rule.low) || !Number.isInteger(rule.high))
        return 'Both ends must be whole numbers.';
      if (rule.low > rule.high) return 'The low end must not be above the high end.';
      return outOfRange([rule.low, rule.high], dtype);
    case 'constant':
      if (range !== undefined && !Number.isInteger(rule.value)) return `${dtype} holds whole numbers only.`;
      return outOfRange([rule.value], dtype);
    case 'sequence':
      return dtype === 'bool' ? 'bool holds 0 and 1 only.' : null;
  }
}

function fractions(dtype: TensorType): string {
  const example = dtype === 'bool' ? 'integers(0,1)' : 'integers(0,99)';
  return `${dtype} holds whole numbers only: use ${example}, constant(1) or the like.`;
}

function outOfRange(values: readonly number[], dtype: TensorType): string | null {
  const largest = largestFloat[dtype] ?? Number.MAX_VALUE;
  const [low, high] = integerRanges[dtype] ?? [-largest, largest];
  const outside = values.find((value) => !(value >= low && value <= high));
  return outside === undefined ? null : `${outside} is out of range for ${dtype} (${low} to ${high}).`;
}
