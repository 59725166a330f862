import { parametersOf, storedTensors } from './parameters.ts';
import { allGraphs, type OnnxModel, type OnnxNode } from './schema.ts';
import { operatorName } from './shapes/node-view.ts';

/** Operators that exporters put between stored weights and the node that computes with them. */
const wrappers = new Set([
  'Cast',
  'Concat',
  'DequantizeLinear',
  'Identity',
  'Reshape',
  'Slice',
  'Squeeze',
  'Transpose',
  'Unsqueeze',
]);

/**
 * Parameters by the operator that uses them, without those that nothing uses. A tensor that several nodes use counts
 * for the first, so that the sum is never more than the model's.
 */
export function parametersByOperator(model: OnnxModel): Record<string, number> {
  const stored = storedTensors(model.graph);
  const uses = new WeightUses(model, new Set(stored.map(({ tensor }) => tensor.name)));
  const sums = new Map<string, number>();
  for (const each of stored) {
    const parameters = parametersOf(each);
    const user = parameters === 0 ? undefined : uses.userOf(each.tensor.name);
    if (user !== undefined) sums.set(operatorName(user), (sums.get(operatorName(user)) ?? 0) + parameters);
  }
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Who reads each value, over all graphs of a model: ONNX wants names unique across nested graphs. */
class WeightUses {
  readonly #firstUsers = new Map<string, OnnxNode>();
  /** Stored tensors, and what wrappers make of nothing but them. */
  readonly #weights: Set<string>;

  constructor(model: OnnxModel, stored: ReadonlySet<string>) {
    this.#weights = new Set(stored);
    for (const graph of allGraphs(model.graph)) for (const node of graph.nodes) this.#add(node);
  }

  /** The node that computes with a stored tensor, behind what only converts, turns or joins it. */
  userOf(name: string): OnnxNode | undefined {
    let user = this.#firstUsers.get(name);
    while (user !== undefined && this.#isWrapper(user)) {
      const next = this.#firstUsers.get(user.outputs[0] ?? '');
      if (next === undefined) return user;
      user = next;
    }
    return user;
  }

  #add(node: OnnxNode): void {
    for (const input of node.inputs) if (!this.#firstUsers.has(input)) this.#firstUsers.set(input, node);
    if (this.#isWrapper(node)) for (const output of node.outputs) this.#weights.add(output);
  }

  #isWrapper({ opType, inputs }: OnnxNode): boolean {
    return wrappers.has(opType) && inputs.every((input) => input === '' || this.#weights.has(input));
  }
}
