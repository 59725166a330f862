import { allGraphs, type OnnxModel, type OnnxNode, type OnnxTensor } from './schema.ts';

/** Operators that hand values of their first input on unchanged, or only bounded. */
const passThrough = new Set([
  'Cast',
  'Clip',
  'Expand',
  'Flatten',
  'Identity',
  'Reshape',
  'Slice',
  'Squeeze',
  'Transpose',
  'Unsqueeze',
]);

/** Operators between stored weights and their use. */
const weightWrappers = new Set(['Cast', 'DequantizeLinear', 'Identity']);

/** By operator: pairs of the table's and the index's place among the inputs. */
const lookups: Readonly<Record<string, readonly { table: number; index: number }[]>> = {
  Gather: [{ table: 0, index: 1 }],
  GatherBlockQuantized: [{ table: 0, index: 1 }],
  EmbedLayerNormalization: [
    { table: 2, index: 0 },
    { table: 4, index: 1 },
  ],
};

/**
 * How many rows the table has that an input indexes: ids from 0 to one less are legal. Follows the input through
 * reshaping and casts to the index of a Gather whose data are stored weights. The smallest, where there are several
 * tables; null where there is none (or its size is only known when the model runs).
 */
export function vocabularySize(model: OnnxModel, inputName: string): number | null {
  const uses = new ValueUses(model);
  const sizes: number[] = [];
  const seen = new Set<string>();
  const pending = [inputName];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (seen.has(value)) continue;
    seen.add(value);
    for (const node of uses.consumersOf(value)) {
      sizes.push(...uses.tableSizes(node, value));
      if (passThrough.has(node.opType) && node.inputs[0] === value) pending.push(...node.outputs.slice(0, 1));
    }
  }
  return sizes.length === 0 ? null : Math.min(...sizes);
}

/** Who makes and who reads each value, over all graphs of a model: ONNX wants names unique across nested graphs. */
class ValueUses {
  readonly #consumers = new Map<string, OnnxNode[]>();
  readonly #producers = new Map<string, OnnxNode>();
  readonly #weights = new Map<string, OnnxTensor>();

  constructor(model: OnnxModel) {
    for (const graph of allGraphs(model.graph)) {
      for (const tensor of graph.initializers) this.#weights.set(tensor.name, tensor);
      for (const node of graph.nodes) this.#add(node);
    }
  }

  consumersOf(value: string): readonly OnnxNode[] {
    return this.#consumers.get(value) ?? [];
  }

  /** Rows of the stored tables that a node indexes with this value. */
  tableSizes(node: OnnxNode, value: string): number[] {
    const axis = node.attributes.find(
      (attribute) => attribute.name === 'axis' || attribute.name === 'gather_axis',
    );
    if (axis?.type === 'int' && axis.i !== 0) return [];
    return (lookups[node.opType] ?? [])
      .filter(({ index }) => node.inputs[index] === value)
      .map(({ table }) => this.#weightBehind(node.inputs[table] ?? '')?.dims[0] ?? 0)
      .filter((rows) => rows > 0);
  }

  #weightBehind(name: string): OnnxTensor | null {
    let value = name;
    for (let step = 0; step < 4; step += 1) {
      const weight = this.#weights.get(value);
      if (weight !== undefined) return weight;
      const producer = this.#producers.get(value);
      if (producer === undefined) return null;
      const stored = producer.attributes.find((attribute) => attribute.type === 'tensor');
      if (producer.opType === 'Constant') return stored?.t ?? null;
      if (!weightWrappers.has(producer.opType)) return null;
      value = producer.inputs[0] ?? '';
    }
    return null;
  }

  #add(node: OnnxNode): void {
    for (const output of node.outputs) if (output !== '') this.#producers.set(output, node);
    for (const input of new Set(node.inputs)) {
      if (input === '') continue;
      const consumers = this.#consumers.get(input);
      if (consumers === undefined) this.#consumers.set(input, [node]);
      else consumers.push(node);
    }
  }
}
