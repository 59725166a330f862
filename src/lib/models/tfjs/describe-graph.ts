import type { OnnxDataType } from '#lib/onnx/data-type.ts';
import type { DescribedValue } from '#lib/onnx/describe.ts';
import type { GraphNode, TensorInfo, TensorShape } from './graph-schema.ts';
import type { GraphModel } from './read.ts';

/** Values of a tensor by TensorFlow's type, as TensorFlow.js holds them; null for what it cannot hold. */
export function tfjsType(type: string | number | null | undefined): OnnxDataType | null {
  const name = typeof type === 'number' ? numberedTypes[type] : type;
  switch (name) {
    case 'DT_FLOAT':
    case 'DT_HALF':
    case 'DT_DOUBLE':
      return 'float32';
    case 'DT_INT32':
    case 'DT_INT64':
    case 'DT_INT8':
    case 'DT_UINT8':
      return 'int32';
    case 'DT_BOOL':
      return 'bool';
    case 'DT_STRING':
      return 'string';
    default:
      return null;
  }
}

/** TensorFlow's `types.proto`, as far as TensorFlow.js reads it. */
const numberedTypes: Readonly<Record<number, string>> = {
  1: 'DT_FLOAT',
  2: 'DT_DOUBLE',
  3: 'DT_INT32',
  4: 'DT_UINT8',
  6: 'DT_INT8',
  7: 'DT_STRING',
  9: 'DT_INT64',
  10: 'DT_BOOL',
  19: 'DT_HALF',
};

export type GraphInputs =
  | { readonly status: 'described'; readonly inputs: readonly DescribedValue[] }
  | { readonly status: 'unfit'; readonly name: string; readonly type: string };

/** What is fed: the signature's inputs under their tensors' names, in its order; without one, the placeholders. */
export function graphInputs({ graph, signature }: GraphModel): GraphInputs {
  const placeholders = new Map(
    graph.node.filter(({ op }) => op === 'Placeholder').map((node) => [node.name, node]),
  );
  const signed = named(signature?.inputs);
  const fed = (signed.length > 0 ? signed : [...placeholders.values()].map(placeholderInfo)).filter(
    ({ resourceId }) => resourceId === undefined || resourceId === null,
  );
  const inputs: DescribedValue[] = [];
  for (const info of fed) {
    const placeholder = placeholders.get(nodeName(info.name));
    const type = info.dtype ?? placeholder?.attr?.dtype?.type ?? 'DT_FLOAT';
    const dtype = tfjsType(type);
    if (dtype === null) return { status: 'unfit', name: info.name, type: String(type) };
    const shape = info.tensorShape ?? placeholder?.attr?.shape?.shape;
    inputs.push({ name: info.name, dtype, shape: shapeOf(shape) });
  }
  return { status: 'described', inputs };
}

/** The signature's outputs; without one, the nodes that no other reads. */
export function graphOutputs({ graph, signature }: GraphModel): DescribedValue[] {
  const signed = named(signature?.outputs);
  if (signed.length > 0)
    return signed.map(({ name, dtype, tensorShape }) => ({
      name,
      dtype: tfjsType(dtype) ?? 'undefined',
      shape: shapeOf(tensorShape),
    }));
  const read = new Set(graph.node.flatMap((node) => (node.input ?? []).map(nodeName)));
  return graph.node
    .filter(({ name, op }) => !read.has(name) && !unexecuted.has(op))
    .map(({ name }) => ({ name, dtype: 'undefined', shape: null }));
}

/** Nodes that compute nothing: weights and inputs. */
const unexecuted = new Set(['Const', 'Placeholder', 'NoOp']);

/** Operators of the graph and of the functions that it calls. */
export function graphOperators({ graph }: GraphModel): string[] {
  const bodies = (graph.library?.function ?? []).flatMap(({ nodeDef }) => nodeDef ?? []);
  return [...graph.node, ...bodies].map(({ op }) => op).filter((op) => !unexecuted.has(op));
}

/** Operators that hand values of their first input on unchanged. */
const passThrough = new Set(['Cast', 'ExpandDims', 'Identity', 'Reshape', 'Squeeze', 'StopGradient']);

/** Rows of the table of weights that an input indexes; null where there is none. See `vocabularySize` for ONNX. */
export function graphVocabulary({ graph, weightGroups }: GraphModel, inputName: string): number | null {
  const weights = new Map(weightGroups.flatMap((group) => group.weights.map((each) => [each.name, each])));
  const reached = new Set([nodeName(inputName)]);
  const sizes: number[] = [];
  // A converter writes nodes in the order of execution; a later pass would find what this one misses.
  for (const node of graph.node) {
    const [first = '', second = ''] = (node.input ?? []).map(nodeName);
    if (passThrough.has(node.op) && reached.has(first)) reached.add(node.name);
    if (!/^(Gather|GatherV2|ResourceGather)$/.test(node.op) || !reached.has(second)) continue;
    const rows = weights.get(first)?.shape[0];
    if (rows !== undefined && rows > 0) sizes.push(rows);
  }
  return sizes.length === 0 ? null : Math.min(...sizes);
}

type NamedInfo = TensorInfo & { name: string };

function named(entries: Readonly<Record<string, TensorInfo>> | null | undefined): NamedInfo[] {
  return Object.entries(entries ?? {}).map(([key, info]) => ({ ...info, name: info.name ?? key }));
}

function placeholderInfo(node: GraphNode): NamedInfo {
  return { name: node.name, dtype: node.attr?.dtype?.type, tensorShape: node.attr?.shape?.shape };
}

/** `^input` is a control dependency, `input:0` the first of several outputs. */
function nodeName(tensor: string): string {
  return tensor.replace(/^\^/, '').replace(/:.*$/s, '');
}

/** Null for an unknown rank; null for a size of zero and below, which stands for an open one. */
function shapeOf(shape: TensorShape | null | undefined): (number | null)[] | null {
  if (shape === null || shape === undefined || shape.unknownRank === true) return null;
  return (shape.dim ?? []).map(({ size }) => {
    const number = Number(size ?? 0);
    return Number.isInteger(number) && number > 0 ? number : null;
  });
}
