/** ONNX's element types, in the order of their numbers (`TensorProto.DataType`); 0 is ONNX's own `UNDEFINED`. */
const names = [
  'undefined',
  'float32',
  'uint8',
  'int8',
  'uint16',
  'int16',
  'int32',
  'int64',
  'string',
  'bool',
  'float16',
  'float64',
  'uint32',
  'uint64',
  'complex64',
  'complex128',
  'bfloat16',
  'float8e4m3fn',
  'float8e4m3fnuz',
  'float8e5m2',
  'float8e5m2fnuz',
  'uint4',
  'int4',
  'float4e2m1',
  'float8e8m0',
  'uint2',
  'int2',
] as const;

export type OnnxDataType = (typeof names)[number];

/** The name of an element type; numbers this reader does not know (newer ONNX) are `undefined`. */
export function dataTypeName(number: number): OnnxDataType {
  return names[number] ?? 'undefined';
}

/** ONNX's number of an element type. */
export function dataTypeNumber(name: OnnxDataType): number {
  return names.indexOf(name);
}

const oddBits: Partial<Record<OnnxDataType, number | null>> = {
  undefined: null,
  string: null,
  bool: 8,
  bfloat16: 16,
  complex64: 64,
  complex128: 128,
  float8e4m3fn: 8,
  float8e4m3fnuz: 8,
  float8e5m2: 8,
  float8e5m2fnuz: 8,
  float8e8m0: 8,
  float4e2m1: 4,
};

/** Bits of one element as stored; null where elements have no fixed size (strings, unknown types). */
export function bitsPerElement(name: OnnxDataType): number | null {
  const odd = oddBits[name];
  return odd === undefined ? Number(/\d+$/.exec(name)?.[0]) : odd;
}

/** Real floating-point types, wide and narrow; complex numbers are not among them. */
export function isFloatType(name: OnnxDataType): boolean {
  return name.startsWith('float') || name === 'bfloat16';
}

/** Whole-number types of any width; booleans are not among them. */
export function isIntegerType(name: OnnxDataType): boolean {
  return name.startsWith('int') || name.startsWith('uint');
}
