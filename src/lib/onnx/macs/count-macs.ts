import type { OnnxModel } from '../schema.ts';
import { inferShapes } from '../shapes/infer.ts';
import type { FedInput, InferredGraph, InferredNode, Inside } from '../shapes/inferred.ts';
import type { Cause } from '../shapes/known.ts';
import { operatorName } from '../shapes/node-view.ts';
import type { MacCount } from './mac-count.ts';
import { macNodeOf, macRules, type MacNode } from './mac-rules.ts';
import { Tally } from './tally.ts';

/**
 * The multiply-accumulates of one run with inputs of these shapes: of convolutions, matrix products, attention and
 * recurrent layers. Elementwise operators count 0, and so does what moves data. Unknown where a node that has some
 * depends on a shape that cannot be known.
 */
export function countMacs(model: OnnxModel, fed: ReadonlyMap<string, FedInput>): MacCount {
  const tally = new Tally();
  addGraph(tally, inferShapes(model, fed));
  return tally.toCount('shapes');
}

function addGraph(tally: Tally, graph: InferredGraph): void {
  for (const node of graph.nodes) {
    if (node.inside !== null) addInside(tally, node.inside, operatorName(node.node));
    else addNode(tally, node);
  }
}

function addNode(tally: Tally, inferred: InferredNode): void {
  const { node } = inferred;
  const operator = operatorName(node);
  const isKnownDomain = node.domain === '' || node.domain === 'com.microsoft';
  const rule = isKnownDomain && Object.hasOwn(macRules, node.opType) ? macRules[node.opType] : undefined;
  if (rule !== undefined) {
    const macs = rule(macNode(inferred));
    if (macs === null) tally.addUnknown(operator, causeOf(inferred, operator));
    else tally.add(operator, macs);
    return;
  }
  // ONNX's own operators are all known; one of another domain that has no rule may compute anything.
  const hasNoRule = inferred.outputs.some(
    ({ cause }) => cause?.kind === 'no-rule' && cause.operator === operator,
  );
  if (node.domain !== '' && hasNoRule) tally.addUnknown(operator, { kind: 'no-rule', operator });
}

function macNode({ node, inputs, outputs }: InferredNode): MacNode {
  return {
    ...macNodeOf(node),
    inputs: inputs.map((input) => input?.shape ?? null),
    outputs: outputs.map(({ shape }) => shape),
    totalLength: node.opType === 'GroupQueryAttention' ? (inputs[6]?.elements?.[0] ?? null) : null,
  };
}

function causeOf({ inputs, outputs }: InferredNode, operator: string): Cause {
  const known = [...inputs, ...outputs].find((value) => (value?.cause ?? null) !== null);
  return known?.cause ?? { kind: 'unfit', operator };
}

function addInside(tally: Tally, inside: Inside, operator: string): void {
  const graphs = inside.kind === 'one-of' ? inside.graphs : [inside.graph];
  const inner = graphs.map((graph) => {
    const own = new Tally();
    addGraph(own, graph);
    return own;
  });
  const [first] = inner;
  if (first === undefined) return;
  if (inside.kind === 'repeated') {
    if (first.total === 0 && first.cause === null) return;
    if (inside.times === null) tally.addAllAsUnknown(inner, { kind: 'turns', operator });
    else tally.addAll(first, inside.times);
  } else if (inner.every((each) => each.total !== null && each.total === first.total)) tally.addAll(first, 1);
  else tally.addAllAsUnknown(inner, first.cause ?? { kind: 'branches-differ', operator });
}
