import { parametersOf, storedTensors } from './parameters.ts';
import { allGraphs, type OnnxModel, type OnnxNode } from './schema.ts';
import { operatorName } from './shapes/node-view.ts';

/** Operators that exporters put between stored weights and the node that computes with them. */
const wrappers = new Set([
  'Cast',
  'DequantizeLinear',
  'Identity',
  'Reshape',
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
  const users = firstUsers(model);
  const isStored = new Set(stored.map(({ tensor }) => tensor.name));
  const sums = new Map<string, number>();
  for (const each of stored) {
    const parameters = parametersOf(each);
    const user = parameters === 0 ? undefined : userOf(each.tensor.name, users, isStored);
    if (user !== undefined) sums.set(operatorName(user), (sums.get(operatorName(user)) ?? 0) + parameters);
  }
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** By value, the first node that reads it: ONNX wants names unique across nested graphs. */
function firstUsers(model: OnnxModel): Map<string, OnnxNode> {
  const users = new Map<string, OnnxNode>();
  for (const graph of allGraphs(model.graph))
    for (const node of graph.nodes)
      for (const input of node.inputs) if (!users.has(input)) users.set(input, node);
  return users;
}

/** The node that computes with a stored tensor, behind what only converts or turns it. */
function userOf(
  name: string,
  users: ReadonlyMap<string, OnnxNode>,
  isStored: ReadonlySet<string>,
): OnnxNode | undefined {
  let user = users.get(name);
  for (let step = 0; step < 8 && user !== undefined && wrappers.has(user.opType); step += 1) {
    // A wrapper of something computed (activations beside stored scales) is a user itself.
    if (step === 0 && !isStored.has(user.inputs[0] ?? '')) return user;
    const next = users.get(user.outputs[0] ?? '');
    if (next === undefined) return user;
    user = next;
  }
  return user;
}
