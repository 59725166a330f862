/** The elements of one tensor. float16 bit patterns must be decoded to float32 first: as Uint16Array they are integers. */
export type NumericArray = NumberArray | BigInt64Array | BigUint64Array;

export type NumberArray =
  Float32Array | Float64Array | Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array;

/** 64-bit integers as doubles: exact up to 2^53, far beyond any id or class that a model gives out. */
export function toNumbers(values: NumericArray): NumberArray {
  return values instanceof BigInt64Array || values instanceof BigUint64Array
    ? Float64Array.from(values, Number)
    : values;
}

/** Whether the elements are integers by type (booleans travel as Uint8Array and count as such). */
export function isIntegerArray(values: NumericArray): boolean {
  return !(values instanceof Float32Array || values instanceof Float64Array);
}
