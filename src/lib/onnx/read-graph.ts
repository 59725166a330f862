import { dataTypeName } from './data-type.ts';
import type { Dim, OnnxAttribute, OnnxGraph, OnnxNode, OnnxTensor, ValueInfo } from './schema.ts';
import { readTensor } from './read-tensor.ts';
import { WireError, type WireField } from './wire.ts';

/** Deeper nesting of graphs than any exporter writes; keeps a hostile file from exhausting the stack. */
const deepestGraph = 32;

/** Reads a GraphProto and, in its nodes, the graphs inside it. */
export function readGraph(field: WireField, depth = 0): OnnxGraph {
  if (depth > deepestGraph) throw new WireError('too-deep');
  let name = '';
  let docString = '';
  const nodes: OnnxNode[] = [];
  const initializers: OnnxTensor[] = [];
  const inputs: ValueInfo[] = [];
  const outputs: ValueInfo[] = [];
  const valueInfos: ValueInfo[] = [];
  field.message((part) => {
    if (part.number === 1) nodes.push(readNode(part, depth));
    else if (part.number === 2) name = part.text();
    else if (part.number === 5) initializers.push(readTensor(part));
    else if (part.number === 10) docString = part.text();
    else if (part.number === 11) inputs.push(readValueInfo(part));
    else if (part.number === 12) outputs.push(readValueInfo(part));
    else if (part.number === 13) valueInfos.push(readValueInfo(part));
  });
  const graph = { name, nodes, initializers, inputs, outputs, valueInfos };
  return docString === '' ? graph : { ...graph, docString };
}

function readNode(field: WireField, depth: number): OnnxNode {
  let opType = '';
  let domain = '';
  let name = '';
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes: OnnxAttribute[] = [];
  field.message((part) => {
    if (part.number === 1) inputs.push(part.text());
    else if (part.number === 2) outputs.push(part.text());
    else if (part.number === 3) name = part.text();
    else if (part.number === 4) opType = part.text();
    else if (part.number === 5) attributes.push(readAttribute(part, depth));
    else if (part.number === 7) domain = withoutAlias(part.text());
  });
  return { opType, domain, name, inputs, outputs, attributes };
}

/** `ai.onnx` is another spelling of the default domain. */
export function withoutAlias(domain: string): string {
  return domain === 'ai.onnx' ? '' : domain;
}

/** By number of `AttributeProto.type`. */
const attributeTypes = [
  null,
  'float',
  'int',
  'string',
  'tensor',
  'graph',
  'floats',
  'ints',
  'strings',
  'tensors',
  'graphs',
] as const;

type AttributeType = Exclude<(typeof attributeTypes)[number], null>;

/** By field number, for the oldest files (IR version 1), which do not state the type. */
const typeOfField: Readonly<Record<number, AttributeType>> = {
  2: 'float',
  3: 'int',
  4: 'string',
  5: 'tensor',
  6: 'graph',
  7: 'floats',
  8: 'ints',
  9: 'strings',
  10: 'tensors',
  11: 'graphs',
};

function readAttribute(field: WireField, depth: number): OnnxAttribute {
  let name = '';
  let stated = 0;
  let isReference = false;
  let found = null as AttributeType | null;
  let f = 0;
  let i = 0;
  let s: Uint8Array = new Uint8Array();
  const floats: number[] = [];
  const ints: number[] = [];
  const strings: Uint8Array[] = [];
  const tensors: OnnxTensor[] = [];
  const graphs: OnnxGraph[] = [];
  field.message((part) => {
    found ??= typeOfField[part.number] ?? null;
    if (part.number === 1) name = part.text();
    else if (part.number === 2) f = part.float();
    else if (part.number === 3) i = part.int();
    else if (part.number === 4) s = part.bytes();
    else if (part.number === 5 || part.number === 10) tensors.push(readTensor(part));
    else if (part.number === 6 || part.number === 11) graphs.push(readGraph(part, depth + 1));
    else if (part.number === 7) part.floats(floats);
    else if (part.number === 8) part.ints(ints);
    else if (part.number === 9) strings.push(part.bytes());
    else if (part.number === 20) stated = part.int();
    else if (part.number === 21) isReference = true;
  });
  const other: OnnxAttribute = { name, type: 'other', message: field.bytes() };
  if (isReference) return other;
  const [tensor] = tensors;
  const [graph] = graphs;
  switch (stated === 0 ? found : attributeTypes[stated]) {
    case 'float':
      return { name, type: 'float', f };
    case 'int':
      return { name, type: 'int', i };
    case 'string':
      return { name, type: 'string', s };
    case 'tensor':
      return tensor === undefined ? other : { name, type: 'tensor', t: tensor };
    case 'graph':
      return graph === undefined ? other : { name, type: 'graph', g: graph };
    case 'floats':
      return { name, type: 'floats', floats };
    case 'ints':
      return { name, type: 'ints', ints };
    case 'strings':
      return { name, type: 'strings', strings };
    case 'tensors':
      return { name, type: 'tensors', tensors };
    case 'graphs':
      return { name, type: 'graphs', graphs };
    default:
      return other;
  }
}

function readValueInfo(field: WireField): ValueInfo {
  let name = '';
  let elementType = 0;
  let shape = null as Dim[] | null;
  field.message((part) => {
    if (part.number === 1) name = part.text();
    else if (part.number === 2)
      part.message((type) => {
        if (type.number !== 1) return;
        type.message((tensorType) => {
          if (tensorType.number === 1) elementType = tensorType.int();
          else if (tensorType.number === 2) shape = readShape(tensorType);
        });
      });
  });
  return { name, dtype: dataTypeName(elementType), shape };
}

function readShape(field: WireField): Dim[] {
  const dims: Dim[] = [];
  field.message((part) => {
    if (part.number !== 1) return;
    let dim = null as Dim;
    part.message((entry) => {
      if (entry.number === 1) dim = entry.int();
      else if (entry.number === 2) dim = entry.text() || null;
    });
    dims.push(dim);
  });
  return dims;
}
