import type { OnnxDataType } from './data-type.ts';

/**
 * An ONNX file in memory. Byte arrays are views into the file's bytes, never copies. 64-bit integers are numbers:
 * beyond 2^53 they are rounded, so that INT64_MAX (which exporters write for "to the end") reads as 2^63.
 */
export interface OnnxModel {
  readonly irVersion: number;
  readonly producerName: string;
  readonly producerVersion: string;
  /** What the model is, for people; left out where the file does not say. */
  readonly docString?: string;
  readonly opsetImports: readonly OpsetImport[];
  readonly graph: OnnxGraph;
  /** Free texts of the exporter, by key. */
  readonly metadata: Readonly<Record<string, string>>;
  /** The model's own functions, each a serialized FunctionProto. */
  readonly functions: readonly Uint8Array[];
}

/** The default operator set has the domain `''` (`ai.onnx` is another spelling of it and is read as `''`). */
export interface OpsetImport {
  readonly domain: string;
  readonly version: number;
}

export interface OnnxGraph {
  readonly name: string;
  /** What the graph is, for people; left out where the file does not say. */
  readonly docString?: string;
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxTensor[];
  /** As the file lists them; older files list the initializers here too. */
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  readonly valueInfos: readonly ValueInfo[];
}

export interface OnnxNode {
  readonly opType: string;
  readonly domain: string;
  readonly name: string;
  /** Names of values; `''` stands for an optional input that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: readonly OnnxAttribute[];
}

/** Text attributes stay bytes, as ONNX has them: they need not be UTF-8. */
export type OnnxAttribute = { readonly name: string } & (
  | { readonly type: 'float'; readonly f: number }
  | { readonly type: 'int'; readonly i: number }
  | { readonly type: 'string'; readonly s: Uint8Array }
  | { readonly type: 'tensor'; readonly t: OnnxTensor }
  | { readonly type: 'graph'; readonly g: OnnxGraph }
  | { readonly type: 'floats'; readonly floats: readonly number[] }
  | { readonly type: 'ints'; readonly ints: readonly number[] }
  | { readonly type: 'strings'; readonly strings: readonly Uint8Array[] }
  | { readonly type: 'tensors'; readonly tensors: readonly OnnxTensor[] }
  | { readonly type: 'graphs'; readonly graphs: readonly OnnxGraph[] }
  /** Sparse tensors, types, and references to a function's attributes: serialized as found. */
  | { readonly type: 'other'; readonly message: Uint8Array }
);

/** At most one of the optional members is there, none for a tensor without elements. */
export interface OnnxTensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly dataType: OnnxDataType;
  /** Little-endian elements, row-major. */
  readonly rawData?: Uint8Array;
  readonly typedData?: TypedData;
  readonly stringData?: readonly Uint8Array[];
  readonly externalData?: ExternalData;
}

/** Elements in one of TensorProto's typed fields, still in protobuf's packed encoding. */
export interface TypedData {
  readonly field: 'float' | 'int32' | 'int64' | 'double' | 'uint64';
  readonly packed: Uint8Array;
}

/** Elements in another file: its path beside the model, and where in it, in bytes; a null length runs to its end. */
export interface ExternalData {
  readonly location: string;
  readonly offset: number;
  readonly length: number | null;
}

/** A number, a name, or null where the file gives neither. Numbers are as found: some exporters write −1 or 0. */
export type Dim = number | string | null;

export interface ValueInfo {
  readonly name: string;
  /** `undefined` for what is not a tensor (sequences, maps, optionals) and where no type is given. */
  readonly dtype: OnnxDataType;
  /** Null where the rank is unknown. */
  readonly shape: readonly Dim[] | null;
}

/** A whole-number attribute of a node, or `otherwise` where the node does not state it. */
export function intAttribute(node: OnnxNode, name: string, otherwise: number): number {
  const found = node.attributes.find((attribute) => attribute.name === name);
  return found?.type === 'int' ? found.i : otherwise;
}

/** The graphs that a node holds (`If`, `Loop`, `Scan` and the like). */
export function subgraphsOf(node: OnnxNode): OnnxGraph[] {
  return node.attributes.flatMap((attribute) =>
    attribute.type === 'graph' ? [attribute.g] : attribute.type === 'graphs' ? attribute.graphs : [],
  );
}

/** A graph and every graph inside its nodes, outermost first. */
export function allGraphs(graph: OnnxGraph): OnnxGraph[] {
  return [graph, ...graph.nodes.flatMap(subgraphsOf).flatMap(allGraphs)];
}

/** The inputs that somebody has to feed: those that no initializer gives a default. */
export function fedInputs(graph: OnnxGraph): ValueInfo[] {
  const initialized = new Set(graph.initializers.map((tensor) => tensor.name));
  return graph.inputs.filter((input) => !initialized.has(input.name));
}

/** The size of a dimension that the file fixes, else null: names, gaps, and the −1 or 0 of some exporters. */
export function fixedSize(dim: Dim): number | null {
  return typeof dim === 'number' && dim > 0 ? dim : null;
}
