import { loadGraphModel, type GraphModel } from '@tensorflow/tfjs-converter';
import type { io, Tensor } from '@tensorflow/tfjs-core';
import type { TensorDescription } from '../engine.ts';
import type { NetworkOutcome } from './network.ts';

/** What is read of a graph model beyond its public face: nodes as the converter understood them. */
interface GraphNode {
  readonly name: string;
  readonly op: string;
  /** Undefined for an operator that TensorFlow.js does not know. */
  readonly category?: string;
  readonly inputs: readonly GraphNode[];
}
interface Internals {
  readonly executor: { readonly graph: { readonly outputs: readonly GraphNode[] } };
}

interface SignatureEntry {
  readonly name?: string;
  readonly tensorShape?: {
    readonly dim?: readonly { readonly size?: string | number }[];
    readonly unknownRank?: boolean;
  };
  readonly resourceId?: unknown;
}
type SignatureEntries = Readonly<Record<string, SignatureEntry>>;

/** Operators of these kinds answer with a promise, and `execute` then refuses the model. */
const asynchronousCategories = ['control', 'dynamic', 'hash_table'];

/** @throws whatever TensorFlow.js throws at a model that it cannot read */
export async function openGraph(artifacts: io.IOHandler): Promise<NetworkOutcome> {
  const model = await loadGraphModel(artifacts);
  const nodes = reachableNodes((model as unknown as Internals).executor.graph.outputs);
  const unknown = nodes.find(({ category }) => category === undefined);
  if (unknown !== undefined) {
    model.dispose();
    return { status: 'unknown-operator', operator: unknown.op };
  }
  const asynchronous = nodes.some(({ category }) => asynchronousCategories.includes(category ?? ''));
  const outputNames = model.outputNodes;
  const weights = new Set(
    Object.values(model.weights)
      .flat()
      .map(({ id }) => id),
  );
  return {
    status: 'opened',
    network: {
      inputs: describeInputs(model),
      outputs: outputNames.map((name, index) => ({
        name,
        dtype: model.outputs[index]?.dtype ?? 'float32',
        shape: null,
      })),
      run: asynchronous
        ? async (feeds) => listOf(await model.executeAsync({ ...feeds }, outputNames))
        : (feeds) => listOf(model.execute({ ...feeds }, outputNames)),
      isWeight: ({ id }) => weights.has(id),
      dispose: () => model.dispose(),
    },
  };
}

function listOf(tensors: Tensor | Tensor[]): Tensor[] {
  return Array.isArray(tensors) ? tensors : [tensors];
}

/** Nodes that the outputs depend on; others are never computed, so what they are does not matter. */
function reachableNodes(outputs: readonly GraphNode[]): GraphNode[] {
  const seen = new Set<GraphNode>();
  const waiting = [...outputs];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    waiting.push(...node.inputs);
  }
  return [...seen];
}

/** Inputs as the signature names their tensors (`input:0`), or the graph's placeholders. */
function describeInputs(model: GraphModel): TensorDescription[] {
  const signature = model.modelSignature as { readonly inputs?: SignatureEntries } | undefined;
  const entries = Object.entries(signature?.inputs ?? {}).filter(([, entry]) => entry.resourceId == null);
  if (entries.length === 0) {
    return model.inputs.map(({ name, shape, dtype }) => ({
      name,
      dtype: dtype ?? 'float32',
      shape: shape?.map((size) => (size < 0 ? null : size)) ?? null,
    }));
  }
  // Types are taken as the converter reads them: it has one type of integers and one of floating-point numbers.
  const types = new Map(model.inputs.map(({ name, dtype }) => [name, dtype]));
  return entries.map(([key, { name = key, tensorShape }]) => ({
    name,
    dtype: types.get(name.replace(/:\d+$/, '')) ?? 'float32',
    shape:
      tensorShape === undefined || tensorShape.unknownRank === true
        ? null
        : (tensorShape.dim ?? []).map(({ size }) => (Number(size ?? 0) < 0 ? null : Number(size ?? 0))),
  }));
}
