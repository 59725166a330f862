import type { PbfWriter } from 'pbf';
import { dataTypeNumber } from './data-type.ts';
import type { OnnxAttribute, OnnxGraph, OnnxNode, OnnxTensor, ValueInfo } from './schema.ts';
import { wireTypes } from './wire.ts';

/** Writes a GraphProto with everything that it holds; for graphs nested in attributes, whose weights are small. */
function writeGraph(graph: OnnxGraph, pbf: PbfWriter): void {
  writeNodes(graph, pbf);
  for (const tensor of graph.initializers) pbf.writeMessage(5, writeTensor, tensor);
  writeValues(graph, pbf);
}

/** What stands before a graph's initializers. */
export function writeNodes(graph: OnnxGraph, pbf: PbfWriter): void {
  for (const node of graph.nodes) pbf.writeMessage(1, writeNode, node);
  writeString(pbf, 2, graph.name);
}

/** What stands after a graph's initializers. */
export function writeValues(graph: OnnxGraph, pbf: PbfWriter): void {
  writeText(pbf, 10, graph.docString ?? '');
  for (const input of graph.inputs) pbf.writeMessage(11, writeValueInfo, input);
  for (const output of graph.outputs) pbf.writeMessage(12, writeValueInfo, output);
  for (const valueInfo of graph.valueInfos) pbf.writeMessage(13, writeValueInfo, valueInfo);
}

function writeNode(node: OnnxNode, pbf: PbfWriter): void {
  for (const input of node.inputs) writeString(pbf, 1, input);
  for (const output of node.outputs) writeString(pbf, 2, output);
  writeText(pbf, 3, node.name);
  writeString(pbf, 4, node.opType);
  for (const attribute of node.attributes) writeAttribute(attribute, pbf);
  writeText(pbf, 7, node.domain);
}

function writeAttribute(attribute: OnnxAttribute, pbf: PbfWriter): void {
  if (attribute.type === 'other') pbf.writeBytesField(5, attribute.message);
  else pbf.writeMessage(5, writeTypedAttribute, attribute);
}

type TypedAttribute = Exclude<OnnxAttribute, { type: 'other' }>;

/** Numbers of `AttributeProto.type`. */
const attributeTypeNumbers: Readonly<Record<TypedAttribute['type'], number>> = {
  float: 1,
  int: 2,
  string: 3,
  tensor: 4,
  graph: 5,
  floats: 6,
  ints: 7,
  strings: 8,
  tensors: 9,
  graphs: 10,
};

function writeTypedAttribute(attribute: TypedAttribute, pbf: PbfWriter): void {
  writeString(pbf, 1, attribute.name);
  pbf.writeVarintField(20, attributeTypeNumbers[attribute.type]);
  switch (attribute.type) {
    case 'float':
      return pbf.writeFloatField(2, attribute.f);
    case 'int':
      return writeInt(pbf, 3, attribute.i);
    case 'string':
      return pbf.writeBytesField(4, attribute.s);
    case 'tensor':
      return pbf.writeMessage(5, writeTensor, attribute.t);
    case 'graph':
      return pbf.writeMessage(6, writeGraph, attribute.g);
    case 'floats':
      return pbf.writePackedFloat(7, [...attribute.floats]);
    case 'ints':
      return attribute.ints.forEach((value) => writeInt(pbf, 8, value));
    case 'strings':
      return attribute.strings.forEach((value) => pbf.writeBytesField(9, value));
    case 'tensors':
      return attribute.tensors.forEach((value) => pbf.writeMessage(10, writeTensor, value));
    case 'graphs':
      return attribute.graphs.forEach((value) => pbf.writeMessage(11, writeGraph, value));
  }
}

/** Shape, type and name of a tensor: everything but its elements. */
export function writeTensorHeader(tensor: OnnxTensor, pbf: PbfWriter): void {
  for (const dim of tensor.dims) writeInt(pbf, 1, dim);
  pbf.writeVarintField(2, dataTypeNumber(tensor.dataType));
  writeText(pbf, 8, tensor.name);
}

const typedFieldNumbers = { float: 4, int32: 5, int64: 7, double: 10, uint64: 11 } as const;

export function writeTensor(tensor: OnnxTensor, pbf: PbfWriter): void {
  writeTensorHeader(tensor, pbf);
  if (tensor.rawData !== undefined) pbf.writeBytesField(9, tensor.rawData);
  if (tensor.typedData !== undefined)
    pbf.writeBytesField(typedFieldNumbers[tensor.typedData.field], tensor.typedData.packed);
  for (const value of tensor.stringData ?? []) pbf.writeBytesField(6, value);
  if (tensor.externalData !== undefined) {
    const { location, offset, length } = tensor.externalData;
    const extent = length === null ? {} : { length: String(length) };
    writeEntries(pbf, 13, { location, offset: String(offset), ...extent });
    pbf.writeVarintField(14, 1);
  }
}

function writeValueInfo(info: ValueInfo, pbf: PbfWriter): void {
  writeString(pbf, 1, info.name);
  if (info.dtype !== 'undefined') pbf.writeMessage(2, writeType, info);
}

function writeType(info: ValueInfo, pbf: PbfWriter): void {
  pbf.writeMessage(1, writeTensorType, info);
}

function writeTensorType(info: ValueInfo, pbf: PbfWriter): void {
  pbf.writeVarintField(1, dataTypeNumber(info.dtype));
  if (info.shape !== null) pbf.writeMessage(2, writeShape, info.shape);
}

function writeShape(shape: NonNullable<ValueInfo['shape']>, pbf: PbfWriter): void {
  for (const dim of shape)
    pbf.writeMessage(
      1,
      () => {
        if (typeof dim === 'number') writeInt(pbf, 1, dim);
        else if (dim !== null) writeString(pbf, 2, dim);
      },
      null,
    );
}

const utf8 = new TextEncoder();

/** pbf 5.1.2 itself writes wrong bytes for characters from U+20000 on. */
export function writeString(pbf: PbfWriter, field: number, value: string): void {
  pbf.writeBytesField(field, utf8.encode(value));
}

/** A text field, left out where it is empty. */
export function writeText(pbf: PbfWriter, field: number, value: string): void {
  if (value !== '') writeString(pbf, field, value);
}

export function writeEntries(pbf: PbfWriter, field: number, entries: Readonly<Record<string, string>>): void {
  for (const entry of Object.entries(entries))
    pbf.writeMessage(
      field,
      ([key, value]) => {
        writeString(pbf, 1, key);
        writeString(pbf, 2, value);
      },
      entry,
    );
}

/** A signed 64-bit integer. 2^63 stands for INT64_MAX (see `OnnxModel`), which no double holds exactly. */
function writeInt(pbf: PbfWriter, field: number, value: number): void {
  if (value < 2 ** 63) return pbf.writeVarintField(field, value);
  pbf.writeTag(field, wireTypes.varint);
  for (let byte = 0; byte < 8; byte += 1) writeByte(pbf, 0xff);
  writeByte(pbf, 0x7f);
}

function writeByte(pbf: PbfWriter, byte: number): void {
  pbf.realloc(1);
  pbf.buf[pbf.pos] = byte;
  pbf.pos += 1;
}
