import { float16Bits } from '#lib/core/protocol/float16.ts';
import { randomInt32s } from '#lib/core/protocol/random.ts';

/**
 * How one tensor's elements are drawn: uniformly, with this mean and standard deviation. `int8` elements are the same
 * numbers divided by `int8Step` and rounded.
 */
export interface WeightSpec {
  readonly name: string;
  readonly dims: readonly number[];
  readonly dataType: 'float32' | 'float16' | 'int8';
  readonly mean: number;
  readonly deviation: number;
}

/** The smallest magnitude that float16 holds with full precision: rounded weights are never denormal. */
const smallestHalf = 2 ** -14;

/** Half the width of the range of a uniform distribution with this standard deviation. */
function halfWidthOf(deviation: number): number {
  return Math.sqrt(3) * deviation;
}

/**
 * The step of symmetric int8 weights of one scale for the whole tensor. The range is that of the distribution, which
 * the largest of thousands of uniform weights falls short of by less than a thousandth.
 */
export function int8Step(deviation: number): number {
  return Math.fround(halfWidthOf(deviation) / 127);
}

/**
 * Makes the elements of one tensor from first to last, a stretch at a time. Uses nothing but 32-bit integer
 * operations, +, −, ×, ÷, square roots and rounding to float32, which the language fixes to the last bit: `log`, `cos`
 * and their like differ between browsers. No element is 0 or denormal.
 */
export class WeightMaker {
  readonly #spec: WeightSpec;
  readonly #next: () => number;

  /** @param model seeds the generator together with the tensor's name: the model's id and version */
  constructor(spec: WeightSpec, model: string) {
    this.#spec = spec;
    this.#next = randomInt32s(hashOf(model), hashOf(spec.name));
  }

  /** The next `count` elements, little-endian. */
  take(count: number): Uint8Array {
    const { dataType, mean, deviation } = this.#spec;
    const values = this.#values(count, mean, halfWidthOf(deviation) * 2 ** -31);
    switch (dataType) {
      case 'float32':
        return new Uint8Array(values.buffer);
      case 'float16': {
        // A loop: `from` with a function takes ten times as long.
        const halves = new Uint16Array(count);
        for (let index = 0; index < count; index += 1) halves[index] = halfBits(values[index] ?? 0);
        return new Uint8Array(halves.buffer);
      }
      case 'int8': {
        const step = int8Step(deviation);
        const steps = new Int8Array(count);
        for (let index = 0; index < count; index += 1)
          steps[index] = Math.floor((values[index] ?? 0) / step + 0.5);
        return new Uint8Array(steps.buffer);
      }
    }
  }

  #values(count: number, mean: number, unit: number): Float32Array<ArrayBuffer> {
    const values = new Float32Array(count);
    const next = this.#next;
    // Half a step beside 0, so that no integer gives 0.
    for (let index = 0; index < count; index += 1) values[index] = mean + (next() + 0.5) * unit;
    return values;
  }
}

function halfBits(value: number): number {
  if (Math.abs(value) >= smallestHalf) return float16Bits(value);
  return float16Bits(value < 0 ? -smallestHalf : smallestHalf);
}

/** FNV-1a (Fowler, Noll, Vo) over the code units of a text. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
