import { PbfReader } from 'pbf';
import { decodeFloat16 } from '#lib/core/protocol/float16.ts';
import type { OnnxDataType } from '../data-type.ts';
import { elementsOf } from '../parameters.ts';
import type { OnnxTensor, TypedData } from '../schema.ts';
import { mostElements } from './known.ts';

/**
 * The elements of a small stored tensor as numbers, booleans as 0 and 1. Null for large ones, for types that no shape
 * is computed with, and for tensors whose elements lie in another file or are not there.
 */
export function tensorElements(tensor: OnnxTensor): number[] | null {
  const count = elementsOf(tensor);
  if (count > mostElements || tensor.externalData !== undefined) return null;
  const values =
    tensor.rawData !== undefined
      ? fromRaw(tensor.rawData, tensor.dataType)
      : tensor.typedData !== undefined
        ? fromTyped(tensor.typedData, tensor.dataType)
        : count === 0
          ? []
          : null;
  return values?.length === count ? values : null;
}

type ReadElement = (view: DataView, at: number) => number;

const rawReaders: Partial<Record<OnnxDataType, readonly [bytes: number, read: ReadElement]>> = {
  float32: [4, (view, at) => view.getFloat32(at, true)],
  float64: [8, (view, at) => view.getFloat64(at, true)],
  float16: [2, (view, at) => halfFloat(view.getUint16(at, true))],
  int64: [8, (view, at) => Number(view.getBigInt64(at, true))],
  uint64: [8, (view, at) => Number(view.getBigUint64(at, true))],
  int32: [4, (view, at) => view.getInt32(at, true)],
  uint32: [4, (view, at) => view.getUint32(at, true)],
  int16: [2, (view, at) => view.getInt16(at, true)],
  uint16: [2, (view, at) => view.getUint16(at, true)],
  int8: [1, (view, at) => view.getInt8(at)],
  uint8: [1, (view, at) => view.getUint8(at)],
  bool: [1, (view, at) => (view.getUint8(at) === 0 ? 0 : 1)],
};

function fromRaw(bytes: Uint8Array, dtype: OnnxDataType): number[] | null {
  const reader = rawReaders[dtype];
  if (reader === undefined) return null;
  const [size, read] = reader;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, index) => read(view, index * size));
}

function fromTyped({ field, packed }: TypedData, dtype: OnnxDataType): number[] | null {
  if (field === 'float') return fromRaw(packed, 'float32');
  if (field === 'double') return fromRaw(packed, 'float64');
  if (rawReaders[dtype] === undefined) return null;
  const pbf = new PbfReader(packed);
  const values: number[] = [];
  while (pbf.pos < packed.length) values.push(pbf.readVarint(field !== 'uint64'));
  // Half floats travel as 16-bit patterns in int32_data.
  return dtype === 'float16' ? values.map(halfFloat) : values;
}

function halfFloat(pattern: number): number {
  return decodeFloat16(Uint16Array.of(pattern))[0] ?? 0;
}
