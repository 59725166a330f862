/** Element types that can be fed to an engine or read from it. Names follow ONNX's. */
export const tensorTypes = [
  'float32',
  'float16',
  'float64',
  'int8',
  'uint8',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'int64',
  'uint64',
  'bool',
] as const;

export type TensorType = (typeof tensorTypes)[number];

/** The array that carries each element type; float16 travels as 16-bit patterns, bool as one byte each. */
export interface TensorData {
  float32: Float32Array;
  float16: Uint16Array;
  float64: Float64Array;
  int8: Int8Array;
  uint8: Uint8Array;
  int16: Int16Array;
  uint16: Uint16Array;
  int32: Int32Array;
  uint32: Uint32Array;
  int64: BigInt64Array;
  uint64: BigUint64Array;
  bool: Uint8Array;
}

/** A tensor in ordinary memory, row-major. `data.length` is the product of `dims`. */
export type HostTensor = {
  [T in TensorType]: { name: string; dtype: T; dims: readonly number[]; data: TensorData[T] };
}[TensorType];

export function isTensorType(name: string): name is TensorType {
  return (tensorTypes as readonly string[]).includes(name);
}
