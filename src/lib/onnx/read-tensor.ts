import { dataTypeName } from './data-type.ts';
import type { ExternalData, OnnxTensor, TypedData } from './schema.ts';
import type { WireField } from './wire.ts';

const typedFields: Readonly<Record<number, TypedData['field']>> = {
  4: 'float',
  5: 'int32',
  7: 'int64',
  10: 'double',
  11: 'uint64',
};

/** Reads a TensorProto without touching its elements. */
export function readTensor(field: WireField): OnnxTensor {
  let name = '';
  let dataType = 0;
  let isExternal = false;
  let rawData = null as Uint8Array | null;
  let typedField = null as TypedData['field'] | null;
  const typed = new PackedBytes();
  const dims: number[] = [];
  const stringData: Uint8Array[] = [];
  const external: Record<string, string> = {};
  field.message((part) => {
    const asTyped = typedFields[part.number];
    if (asTyped !== undefined) {
      typedField = asTyped;
      typed.add(part.packed());
    } else if (part.number === 1) part.ints(dims);
    else if (part.number === 2) dataType = part.int();
    else if (part.number === 6) stringData.push(part.bytes());
    else if (part.number === 8) name = part.text();
    else if (part.number === 9) rawData = part.bytes();
    else if (part.number === 13) readEntry(part, external);
    else if (part.number === 14) isExternal = part.int() === 1;
  });
  const tensor = { name, dims, dataType: dataTypeName(dataType) };
  if (isExternal) return { ...tensor, externalData: externalData(external) };
  if (rawData !== null) return { ...tensor, rawData };
  if (typedField !== null) return { ...tensor, typedData: { field: typedField, packed: typed.bytes() } };
  if (stringData.length > 0) return { ...tensor, stringData };
  return tensor;
}

/** Reads a StringStringEntryProto into a record. */
export function readEntry(field: WireField, into: Record<string, string>): void {
  let key = '';
  let value = '';
  field.message((part) => {
    if (part.number === 1) key = part.text();
    else if (part.number === 2) value = part.text();
  });
  // An own property even for `__proto__`, which plain assignment would swallow.
  Object.defineProperty(into, key, { value, enumerable: true, configurable: true, writable: true });
}

function externalData(entries: Readonly<Record<string, string>>): ExternalData {
  const length = bytesIn(entries['length']);
  return { location: entries['location'] ?? '', offset: bytesIn(entries['offset']) ?? 0, length };
}

function bytesIn(value: string | undefined): number | null {
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : null;
}

/** Collects the pieces of a packed field: one piece stays a view, more are joined. */
class PackedBytes {
  #first: Uint8Array | null = null;
  #joined = new Uint8Array();
  #length = 0;

  add(piece: Uint8Array): void {
    if (this.#first === null) {
      this.#first = piece;
      return;
    }
    if (this.#length === 0) this.#append(this.#first);
    this.#append(piece);
  }

  bytes(): Uint8Array {
    return this.#length === 0 ? (this.#first ?? this.#joined) : this.#joined.subarray(0, this.#length);
  }

  #append(piece: Uint8Array): void {
    if (this.#length + piece.length > this.#joined.length) {
      const grown = new Uint8Array(2 * (this.#length + piece.length));
      grown.set(this.#joined.subarray(0, this.#length));
      this.#joined = grown;
    }
    this.#joined.set(piece, this.#length);
    this.#length += piece.length;
  }
}
