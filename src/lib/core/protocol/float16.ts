const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/**
 * The IEEE 754 half-precision bit pattern nearest to a number, ties to even, by way of float32. Magnitudes from 65520
 * become infinity. (Float16Array does the same, where a browser has it.)
 */
export function float16Bits(value: number): number {
  float[0] = value;
  const single = bits[0] ?? 0;
  const sign = (single >>> 16) & 0x8000;
  const magnitude = single & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  // 65520, half way between the largest half and the next power of two.
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  if (magnitude < 0x38800000) return sign | subnormalBits(Math.abs(float[0]));
  // Moves the exponent's offset from 127 to 15; a carry out of the fraction rightly raises the exponent.
  return sign | shiftedToEven(magnitude - 0x38000000, 13);
}

/** Below 2^−14 halves are multiples of 2^−24. */
function subnormalBits(magnitude: number): number {
  const steps = magnitude * 2 ** 24;
  const below = Math.floor(steps);
  const beyond = steps - below;
  return beyond > 0.5 || (beyond === 0.5 && below % 2 === 1) ? below + 1 : below;
}

function shiftedToEven(value: number, shift: number): number {
  const half = 1 << (shift - 1);
  const isOdd = (value >>> shift) & 1;
  return (value + half - 1 + isOdd) >>> shift;
}

/** Half-precision bit patterns as numbers (IEEE 754 binary16). Length is kept. */
export function decodeFloat16(bits: Uint16Array): Float32Array {
  return Float32Array.from(bits, decodeOne);
}

function decodeOne(pattern: number): number {
  const sign = pattern & 0x8000 ? -1 : 1;
  const exponent = (pattern >> 10) & 0x1f;
  const fraction = pattern & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
