import { PbfWriter } from 'pbf';
import { bitsPerElement } from './data-type.ts';
import { elementsOf } from './parameters.ts';
import { largestOnnxBytes } from './read.ts';
import type { OnnxModel, OnnxTensor, OpsetImport } from './schema.ts';
import {
  writeEntries,
  writeNodes,
  writeString,
  writeTensor,
  writeTensorHeader,
  writeText,
  writeValues,
} from './write-graph.ts';
import { wireTypes } from './wire.ts';

/** A stretch of a file: bytes that are there, or the elements of a tensor that are made while the file is written. */
export type FilePiece =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'elements'; readonly tensor: OnnxTensor; readonly byteLength: number };

export type OnnxLayout =
  | { readonly status: 'laid-out'; readonly pieces: readonly FilePiece[]; readonly byteLength: number }
  | {
      readonly status: 'too-large';
      readonly message: string;
      readonly byteLength: number;
      readonly limitBytes: number;
    };

/**
 * The pieces of a model's file in order, without a copy of any weight: the protobuf library writes what stands between
 * the weights, and each initializer's raw data go beside it, as the view that they are. An initializer of a fixed-size
 * type that has elements but no data becomes an `elements` piece: whoever writes the file makes them then, little-endian
 * and row-major. More than 2 GiB, the most that protobuf takes, comes back as a value.
 *
 * What `readOnnx` passes over (sparse initializers, quantization annotations) is not written.
 */
export function layoutOnnx(model: OnnxModel): OnnxLayout {
  const graph = [
    message((pbf) => writeNodes(model.graph, pbf)),
    ...model.graph.initializers.flatMap((tensor) => embedded(5, tensorPieces(tensor))),
    message((pbf) => writeValues(model.graph, pbf)),
  ];
  const pieces = [
    message((pbf) => {
      pbf.writeVarintField(1, model.irVersion);
      writeText(pbf, 2, model.producerName);
      writeText(pbf, 3, model.producerVersion);
      writeText(pbf, 6, model.docString ?? '');
    }),
    ...embedded(7, graph),
    message((pbf) => {
      for (const opset of model.opsetImports) pbf.writeMessage(8, writeOpset, opset);
      writeEntries(pbf, 14, model.metadata);
      for (const serialized of model.functions) pbf.writeBytesField(25, serialized);
    }),
  ];
  const byteLength = lengthOf(pieces);
  if (byteLength > largestOnnxBytes)
    return { status: 'too-large', message: tooLarge(byteLength), byteLength, limitBytes: largestOnnxBytes };
  return { status: 'laid-out', pieces, byteLength };
}

/** Serializes a small model, all of whose weights are there: the whole file is built in memory. */
export function writeOnnx(model: OnnxModel): Uint8Array<ArrayBuffer> {
  const layout = layoutOnnx(model);
  if (layout.status === 'too-large') throw new RangeError(layout.message);
  const file = new Uint8Array(layout.byteLength);
  let at = 0;
  for (const piece of layout.pieces) {
    if (piece.kind === 'elements') throw new TypeError(`The weights ${piece.tensor.name} have no data.`);
    file.set(piece.bytes, at);
    at += piece.bytes.length;
  }
  return file;
}

function tensorPieces(tensor: OnnxTensor): FilePiece[] {
  const { rawData } = tensor;
  const missingBytes = missingElementBytes(tensor);
  if (rawData === undefined && missingBytes === 0) return [message((pbf) => writeTensor(tensor, pbf))];
  const header = message((pbf) => writeTensorHeader(tensor, pbf));
  const data: FilePiece =
    rawData === undefined
      ? { kind: 'elements', tensor, byteLength: missingBytes }
      : { kind: 'bytes', bytes: rawData };
  return [header, ...embedded(9, [data])];
}

/** Bytes of the elements that a tensor should have and has not; 0 where nothing is missing. */
function missingElementBytes({ dims, dataType, ...data }: OnnxTensor): number {
  const isThere = [data.typedData, data.stringData, data.externalData].some((part) => part !== undefined);
  const bits = bitsPerElement(dataType);
  return isThere || bits === null ? 0 : Math.ceil((elementsOf({ name: '', dims, dataType }) * bits) / 8);
}

/** A field of bytes or of an embedded message, whose pieces are given. */
function embedded(field: number, pieces: readonly FilePiece[]): FilePiece[] {
  const start = message((pbf) => {
    pbf.writeTag(field, wireTypes.bytes);
    pbf.writeVarint(lengthOf(pieces));
  });
  return [start, ...pieces];
}

function message(write: (pbf: PbfWriter) => void): FilePiece {
  const pbf = new PbfWriter();
  write(pbf);
  return { kind: 'bytes', bytes: pbf.finish() };
}

function lengthOf(pieces: readonly FilePiece[]): number {
  return pieces.reduce(
    (sum, piece) => sum + (piece.kind === 'bytes' ? piece.bytes.length : piece.byteLength),
    0,
  );
}

function writeOpset(opset: OpsetImport, pbf: PbfWriter): void {
  // ONNX Runtime wants the domain stated, even where it is the default.
  writeString(pbf, 1, opset.domain);
  pbf.writeVarintField(2, opset.version);
}

function tooLarge(byteLength: number): string {
  const gibibytes = (byteLength / 2 ** 30).toFixed(2);
  return `The model would have ${gibibytes} GiB, and an ONNX file can have at most 2 GiB.`;
}
