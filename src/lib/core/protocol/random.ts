/** A stream of random numbers, the same in every browser to the last bit. */
export interface Random {
  /** Uniform over the whole numbers from 0 to 2^32 − 1. */
  nextUint32(): number;
  /** Uniform over [0, 1), a multiple of 2^−24: exact in float32. */
  nextUniform(): number;
  /** Close to N(0, 1), never exactly 0, at most 6 from it, a multiple of 2^−17. */
  nextNormal(): number;
  /** Uniform over the whole numbers from 0 to `bound` − 1, without bias; `bound` from 1 to 2^32. */
  nextBelow(bound: number): number;
}

/**
 * A generator for one purpose: the same seed with other stream numbers (say, input 2, tensor 0) gives an independent
 * stream. Seed and stream numbers are whole numbers up to 2^53.
 *
 * Only integer operations, +, − and × are used: `Math.log` and its like differ between browsers in the last digit.
 */
export function createRandom(seed: number, ...stream: number[]): Random {
  return randomFrom(randomInt32s(seed, ...stream));
}

/** The same generator's bare stream: uniform over all signed 32-bit integers. For millions of numbers at a time. */
export function randomInt32s(seed: number, ...stream: number[]): () => number {
  return xoshiro128StarStar(seededState([seed, ...stream]));
}

/**
 * xoshiro128** 1.1 (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021) from its four state
 * words, which must not all be 0. Gives signed 32-bit integers, so that engines keep them in registers.
 */
export function xoshiro128StarStar(state: readonly [number, number, number, number]): () => number {
  let [s0, s1, s2, s3] = state;
  return () => {
    const scrambled = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9);
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = rotateLeft(s3, 11);
    return scrambled;
  };
}

function randomFrom(nextInt32: () => number): Random {
  const nextUint32 = () => nextInt32() >>> 0;
  return {
    nextUint32,
    nextUniform: () => (nextInt32() >>> 8) * 2 ** -24,
    nextNormal: () => {
      // Irwin–Hall: the sum of twelve uniforms has variance 1; 6 less centres it. Each draw gives two of 16 bits.
      let sum = 0;
      for (let draw = 0; draw < 6; draw += 1) {
        const bits = nextInt32();
        sum += (bits & 0xffff) + (bits >>> 16);
      }
      // The centre of the sum is 12 × 65535 ÷ 2, a possible value; half a step beside it, no sum gives 0.
      return (sum - 393_209.5) * 2 ** -16;
    },
    nextBelow: (bound) => {
      const unbiased = 2 ** 32 - (2 ** 32 % bound);
      let drawn = nextUint32();
      while (drawn >= unbiased) drawn = nextUint32();
      return drawn % bound;
    },
  };
}

/** A copy in random order (Fisher–Yates): every order is equally likely. */
export function shuffle<T>(items: readonly T[], random: Random): T[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = random.nextBelow(last + 1);
    const moved = shuffled[last] as T;
    shuffled[last] = shuffled[other] as T;
    shuffled[other] = moved;
  }
  return shuffled;
}

/**
 * Four state words out of any numbers: each half of each number is mixed in, then splitmix32 spreads the result. It is
 * a bijection, so that at most one of the words is 0.
 */
function seededState(numbers: readonly number[]): [number, number, number, number] {
  let mixed = 0;
  for (const number of numbers) {
    mixed = splitmix32(mixed ^ number);
    mixed = splitmix32(mixed ^ Math.floor(number / 2 ** 32));
  }
  const word = (index: number) => splitmix32(mixed + Math.imul(index, goldenGamma));
  return [word(0), word(1), word(2), word(3)];
}

/** 2^32 divided by the golden ratio, odd: the step of splitmix's counter. */
const goldenGamma = 0x9e3779b9 | 0;

/** One step of splitmix32: the counter's step, then MurmurHash3's finalizer. */
function splitmix32(counter: number): number {
  let z = (counter + goldenGamma) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return z ^ (z >>> 16);
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
