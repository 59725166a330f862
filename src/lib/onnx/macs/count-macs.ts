import { intAttribute, type OnnxModel } from '../schema.ts';
import { inferShapes } from '../shapes/infer.ts';
import type { FedInput, InferredGraph, InferredNode, Inside } from '../shapes/inferred.ts';
import type { Cause } from '../shapes/known.ts';
import { operatorName } from '../shapes/node-view.ts';
import { macRules, type MacNode } from './mac-rules.ts';
import { macsUnknown, type MacCount, type MacsUnknownCause } from './mac-count.ts';

const utf8 = new TextDecoder();

/**
 * The multiply-accumulates of one run with inputs of these shapes: of convolutions, matrix products, attention and
 * recurrent layers. Elementwise operators count 0, and so does what moves data. Unknown where a node that has some
 * depends on a shape that cannot be known.
 */
export function countMacs(model: OnnxModel, fed: ReadonlyMap<string, FedInput>): MacCount {
  const tally = new Tally();
  addGraph(tally, inferShapes(model, fed));
  return tally.toCount();
}

/** Sums by operator, and the first cause for which one is unknown. */
class Tally {
  readonly #sums = new Map<string, number | null>();
  cause: MacsUnknownCause | null = null;

  get total(): number | null {
    const sums = [...this.#sums.values()];
    return sums.every((sum) => sum !== null) ? sums.reduce((total, sum) => total + sum, 0) : null;
  }

  add(operator: string, macs: number): void {
    if (macs === 0) return;
    const sum = this.#sums.get(operator);
    this.#sums.set(operator, sum === null ? null : (sum ?? 0) + macs);
  }

  addUnknown(operator: string, cause: MacsUnknownCause): void {
    this.#sums.set(operator, null);
    this.cause ??= cause;
  }

  addAll(other: Tally, times: number): void {
    for (const [operator, macs] of other.#sums)
      if (macs === null) this.addUnknown(operator, other.cause ?? { kind: 'unfit', operator });
      else this.add(operator, macs * times);
  }

  addAllAsUnknown(others: readonly Tally[], cause: MacsUnknownCause): void {
    for (const other of others)
      for (const operator of other.#sums.keys()) this.addUnknown(operator, other.cause ?? cause);
  }

  toCount(): MacCount {
    const { total } = this;
    const byOperator = Object.fromEntries([...this.#sums].sort(([a], [b]) => (a < b ? -1 : 1)));
    if (total === null || this.cause !== null)
      return macsUnknown(this.cause ?? { kind: 'unfit', operator: 'the model' }, byOperator);
    return {
      status: 'counted',
      macs: total,
      byOperator: byOperator as Record<string, number>,
      source: 'shapes',
    };
  }
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
  const total = inputs[6]?.elements?.[0] ?? null;
  return {
    opType: node.opType,
    inputs: inputs.map((input) => input?.shape ?? null),
    outputs: outputs.map(({ shape }) => shape),
    int: (name) => intAttribute(node, name, 0),
    text: (name) => {
      const found = node.attributes.find((attribute) => attribute.name === name);
      return found?.type === 'string' ? utf8.decode(found.s) : '';
    },
    totalLength: node.opType === 'GroupQueryAttention' ? total : null,
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
