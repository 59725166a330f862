import type { InputRule, InputSpec } from './input-spec.ts';
import { createRandom, type Random } from './random.ts';
import type { HostTensor, TensorType } from './tensors.ts';
import { float16Bits } from './float16.ts';
import { ruleProblem } from './rule-problem.ts';

/**
 * The tensors of one correctness or warm-up input, in the order of `specs`. The same for the same arguments, to the
 * bit, in every browser. `inputIndex` tells the inputs of one run apart.
 *
 * Random floats are never 0 (a product with 0 hides an error) and never denormal (denormals run slowly on some
 * processors, which would be measured). Throws where a rule does not suit its type; `ruleProblem` tells beforehand.
 */
export function makeInputs(specs: readonly InputSpec[], inputIndex: number, seed: number): HostTensor[] {
  return specs.map((spec, tensorIndex) => {
    const problem = ruleProblem(spec.rule, spec.dtype);
    if (problem !== null) throw new Error(`Input ${spec.name}: ${problem}`);
    return makeTensor(spec, createRandom(seed, inputIndex, tensorIndex));
  });
}

function makeTensor({ name, dtype, shape, rule }: InputSpec, random: Random): HostTensor {
  const length = shape.reduce((product, size) => product * size, 1);
  const value = valueSource(rule, dtype, shape.at(-1) ?? 1, random);
  const common = { name, dims: shape };
  switch (dtype) {
    case 'float32':
      return { ...common, dtype, data: fill(new Float32Array(length), value) };
    case 'float64':
      return { ...common, dtype, data: fill(new Float64Array(length), value) };
    case 'float16':
      return { ...common, dtype, data: fill(new Uint16Array(length), (index) => float16Bits(value(index))) };
    case 'int8':
      return { ...common, dtype, data: fill(new Int8Array(length), value) };
    case 'uint8':
    case 'bool':
      return { ...common, dtype, data: fill(new Uint8Array(length), value) };
    case 'int16':
      return { ...common, dtype, data: fill(new Int16Array(length), value) };
    case 'uint16':
      return { ...common, dtype, data: fill(new Uint16Array(length), value) };
    case 'int32':
      return { ...common, dtype, data: fill(new Int32Array(length), value) };
    case 'uint32':
      return { ...common, dtype, data: fill(new Uint32Array(length), value) };
    case 'int64':
      return { ...common, dtype, data: fill64(new BigInt64Array(length), value) };
    case 'uint64':
      return { ...common, dtype, data: fill64(new BigUint64Array(length), value) };
  }
}

function fill<T extends { [index: number]: number; readonly length: number }>(
  data: T,
  value: ValueSource,
): T {
  for (let index = 0; index < data.length; index += 1) data[index] = value(index);
  return data;
}

/** Writes the two halves of each element, low one first as on every machine with WebAssembly: no BigInt is made. */
function fill64<T extends BigInt64Array | BigUint64Array>(data: T, value: ValueSource): T {
  const halves = new Int32Array(data.buffer);
  for (let index = 0; index < data.length; index += 1) {
    const whole = value(index);
    halves[2 * index] = whole;
    halves[2 * index + 1] = Math.floor(whole / 2 ** 32);
  }
  return data;
}

type ValueSource = (index: number) => number;

function valueSource(rule: InputRule, dtype: TensorType, lastSize: number, random: Random): ValueSource {
  switch (rule.kind) {
    case 'normal':
      // Only float16 has no full precision for the smallest of them, 2^−17.
      return dtype === 'float16'
        ? () => notTiny(random.nextNormal(), smallestNormal(dtype))
        : random.nextNormal;
    case 'uniform':
      return uniformSource(rule.low, rule.high, smallestNormal(dtype), random);
    case 'integers':
      return integerSource(rule.low, rule.high - rule.low + 1, random);
    case 'constant':
      return () => rule.value;
    case 'sequence':
      return (index) => index % lastSize;
  }
}

function uniformSource(low: number, high: number, smallest: number, random: Random): ValueSource {
  const span = high - low;
  return () => {
    const drawn = low + span * random.nextUniform();
    // Half a step beside 0 instead of 0.
    return notTiny(drawn === 0 ? span * 2 ** -25 : drawn, smallest);
  };
}

function notTiny(value: number, smallest: number): number {
  if (Math.abs(value) >= smallest) return value;
  return value < 0 ? -smallest : smallest;
}

function integerSource(low: number, count: number, random: Random): ValueSource {
  if (count <= 2 ** 32) return () => low + random.nextBelow(count);
  return () =>
    low + Math.floor(count * (random.nextUint32() * 2 ** -32 + random.nextBelow(2 ** 20) * 2 ** -52));
}

/** The smallest positive number that a type holds with full precision. */
function smallestNormal(dtype: TensorType): number {
  return dtype === 'float16' ? 2 ** -14 : dtype === 'float64' ? 2 ** -1022 : 2 ** -126;
}
