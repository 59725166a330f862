import type { PbfReader } from 'pbf';

/**
 * Bytes that are not the protobuf message they should be. `overrun`: a field reaches past the end of the message
 * that holds it. Never leaves this folder: `readOnnx` turns it into a value.
 */
export class WireError extends Error {
  readonly problem: 'overrun' | 'malformed' | 'too-deep';
  /** The offset at which the field would end, for `overrun`. */
  readonly fieldEnd: number;

  constructor(problem: WireError['problem'], fieldEnd = 0) {
    super(problem);
    this.problem = problem;
    this.fieldEnd = fieldEnd;
  }
}

/** Wire types of the Protocol Buffers encoding; 3 and 4 (groups) do not occur in ONNX. */
export const wireTypes = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

// A byte order mark is part of a name, too.
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * One field of a message, its bounds already checked against the message's end, so that nothing that is read from it
 * can run out of bytes. pbf itself trusts its input.
 */
export class WireField {
  readonly number: number;
  readonly #wireType: number;
  readonly #start: number;
  readonly #end: number;
  readonly #pbf: PbfReader;

  constructor(pbf: PbfReader, number: number, wireType: number, start: number, end: number) {
    this.#pbf = pbf;
    this.number = number;
    this.#wireType = wireType;
    this.#start = start;
    this.#end = end;
  }

  /** A signed 64-bit integer, rounded beyond 2^53. */
  int(): number {
    this.#require(wireTypes.varint);
    return this.#pbf.readVarint(true);
  }

  float(): number {
    this.#require(wireTypes.fixed32);
    return this.#pbf.readFloat();
  }

  /** A view of the field's bytes. */
  bytes(): Uint8Array {
    this.#require(wireTypes.bytes);
    return this.#pbf.buf.subarray(this.#start, this.#end);
  }

  text(): string {
    return utf8.decode(this.bytes());
  }

  /** Visits the fields of an embedded message. */
  message(visit: (field: WireField) => void): void {
    this.#require(wireTypes.bytes);
    readFields(this.#pbf, this.#end, visit);
  }

  /** Adds the elements of a repeated integer field, which may be packed or not. */
  ints(into: number[]): void {
    if (this.#wireType !== wireTypes.bytes) return void into.push(this.int());
    while (this.#pbf.pos < this.#end) {
      varintEnd(this.#pbf, this.#end);
      into.push(this.#pbf.readVarint(true));
    }
  }

  /** Adds the elements of a repeated float field, which may be packed or not. */
  floats(into: number[]): void {
    if (this.#wireType !== wireTypes.bytes) return void into.push(this.float());
    if ((this.#end - this.#start) % 4 !== 0) throw new WireError('malformed');
    while (this.#pbf.pos < this.#end) into.push(this.#pbf.readFloat());
  }

  /** The elements of a repeated number field as packed bytes: an unpacked one is the same bytes, one at a time. */
  packed(): Uint8Array {
    return this.#pbf.buf.subarray(this.#start, this.#end);
  }

  #require(wireType: number): void {
    if (this.#wireType !== wireType) throw new WireError('malformed');
  }
}

/** Visits every field from the reader's position up to `end`. Throws `WireError` on bytes that are no message. */
export function readFields(pbf: PbfReader, end: number, visit: (field: WireField) => void): void {
  while (pbf.pos < end) {
    varintEnd(pbf, end);
    const tag = pbf.readVarint();
    const number = Math.floor(tag / 8);
    if (number === 0) throw new WireError('malformed');
    const fieldEnd = endOfField(pbf, tag % 8, end);
    if (fieldEnd > end) throw new WireError('overrun', fieldEnd);
    visit(new WireField(pbf, number, tag % 8, pbf.pos, fieldEnd));
    pbf.pos = fieldEnd;
  }
}

function endOfField(pbf: PbfReader, wireType: number, end: number): number {
  switch (wireType) {
    case wireTypes.varint:
      return varintEnd(pbf, end);
    case wireTypes.fixed64:
      return pbf.pos + 8;
    case wireTypes.fixed32:
      return pbf.pos + 4;
    case wireTypes.bytes: {
      varintEnd(pbf, end);
      const length = pbf.readVarint();
      return pbf.pos + length;
    }
    default:
      throw new WireError('malformed');
  }
}

/** Where the varint at the reader's position ends; it has at most ten bytes. */
function varintEnd(pbf: PbfReader, end: number): number {
  for (let at = pbf.pos; at < pbf.pos + 10; at += 1) {
    if (at >= end) throw new WireError('overrun', end + 1);
    if ((pbf.buf[at] ?? 0) < 0x80) return at + 1;
  }
  throw new WireError('malformed');
}
