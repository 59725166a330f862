import { bitsPerElement, isFloatType } from './data-type.ts';
import {
  allGraphs,
  intAttribute,
  type OnnxGraph,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
} from './schema.ts';

/** A stored tensor, and how many parameters one of its elements carries; none where it is an operator's setting. */
export interface StoredTensor {
  readonly tensor: OnnxTensor;
  readonly parametersPerElement: number;
}

/** Integer tensors below this many elements are shapes, axes and zero points rather than weights. */
const smallestIntegerWeight = 64;

/**
 * Number of parameters of a model: the elements of all stored tensors that can be weights. Counted are
 * - initializers of the graph and of the graphs nested in it, and tensors of `Constant` nodes;
 * - of float types: all, scales of quantized weights included;
 * - of integer types up to 32 bits (quantized weights, their biases): from 64 elements on.
 *
 * Not counted: 64-bit integers (shapes, indices, position tables), booleans, strings, what operators take as settings
 * (bounds, scales of resizing), and what the model's functions hold. Where an operator packs several weights into one
 * byte (`MatMulNBits`), weights are counted, not bytes. A tensor used several times counts once.
 */
export function countParameters(model: OnnxModel): number {
  return storedTensors(model.graph).reduce((sum, stored) => sum + parametersOf(stored), 0);
}

/** Parameters that one stored tensor carries: 0 where it is no weight. */
export function parametersOf({ tensor, parametersPerElement }: StoredTensor): number {
  return isWeight(tensor) ? Math.round(elementsOf(tensor) * parametersPerElement) : 0;
}

/** Elements of a tensor: the product of its dimensions, 1 for a scalar. */
export function elementsOf(tensor: OnnxTensor): number {
  return tensor.dims.reduce((product, dim) => product * Math.max(0, dim), 1);
}

/** Every tensor stored in a graph and in the graphs nested in it. */
export function storedTensors(graph: OnnxGraph): StoredTensor[] {
  const settings = settingNames(graph);
  const perElement = ({ name, dataType }: OnnxTensor, packing: ReadonlyMap<string, number>) =>
    settings.has(name) ? 0 : dataType === 'uint8' ? (packing.get(name) ?? 1) : 1;
  return allGraphs(graph).flatMap((each) => {
    const packing = packedWeights(each.nodes);
    const constants = each.nodes.flatMap((node) => (node.opType === 'Constant' ? tensorsOf(node) : []));
    return [...each.initializers, ...constants].map((tensor) => ({
      tensor,
      parametersPerElement: perElement(tensor, packing),
    }));
  });
}

/** By operator: the inputs that say how it works and hold nothing that was learnt. */
const settingInputs: Readonly<Record<string, readonly number[]>> = {
  Clip: [1, 2],
  Pad: [1, 2],
  Resize: [1, 2, 3],
  Upsample: [1],
};

function settingNames(graph: OnnxGraph): Set<string> {
  const nodes = allGraphs(graph).flatMap((each) => each.nodes);
  return new Set(
    nodes.flatMap((node) => (settingInputs[node.opType] ?? []).map((place) => node.inputs[place] ?? '')),
  );
}

function tensorsOf(node: OnnxNode): OnnxTensor[] {
  return node.attributes.flatMap((attribute) =>
    attribute.type === 'tensor' ? [{ ...attribute.t, name: node.outputs[0] ?? '' }] : [],
  );
}

function isWeight(tensor: OnnxTensor): boolean {
  if (isFloatType(tensor.dataType)) return true;
  const bits = bitsPerElement(tensor.dataType);
  const isNarrowInteger = /^u?int/.test(tensor.dataType) && bits !== null && bits <= 32;
  return isNarrowInteger && elementsOf(tensor) >= smallestIntegerWeight;
}

/** Names of byte tensors in which an operator packs weights of fewer bits, with the weights per byte. */
function packedWeights(nodes: readonly OnnxNode[]): Map<string, number> {
  const packing = new Map<string, number>();
  for (const node of nodes) {
    const weights = node.opType === 'MatMulNBits' ? node.inputs[1] : node.inputs[0];
    if (weights === undefined) continue;
    if (node.opType === 'MatMulNBits' || node.opType === 'GatherBlockQuantized')
      packing.set(weights, 8 / Math.max(1, intAttribute(node, 'bits', 4)));
  }
  return packing;
}
