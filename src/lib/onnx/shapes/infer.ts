import type { OnnxGraph, OnnxModel } from '../schema.ts';
import { isIntegerType } from '../data-type.ts';
import { controlRules } from './control-rules.ts';
import type { FedInput, InferredGraph, InferredNode, Inside } from './inferred.ts';
import { mostElements, type Cause, type Inferred, type Known } from './known.ts';
import { NodeView } from './node-view.ts';
import { rules } from './rules.ts';
import { tensorElements } from './tensor-elements.ts';

/**
 * The shapes of everything in a model for given inputs, without running it. Integers that follow from shapes and
 * constants are computed along, because exporters compute shapes with them. Never guesses: what cannot be known is a
 * gap with its cause. Follows the operators' documentation at onnx.ai/onnx/operators, opsets 7 to 23.
 */
export function inferShapes(model: OnnxModel, fed: ReadonlyMap<string, FedInput>): InferredGraph {
  const opsets = new Map(model.opsetImports.map(({ domain, version }) => [domain, version]));
  const initialized = new Set(model.graph.initializers.map(({ name }) => name));
  const values = new Map<string, Known>();
  for (const { name, dtype } of model.graph.inputs) {
    if (initialized.has(name)) continue;
    const given = fed.get(name);
    const shape = given?.shape ?? null;
    const cause: Cause | null = shape === null ? { kind: 'input', input: name } : null;
    const count = shape?.reduce((product, size) => product * size, 1) ?? 0;
    const value = given?.value ?? null;
    const elements = value !== null && count <= mostElements ? Array<number>(count).fill(value) : null;
    values.set(name, { dtype, shape, elements, cause });
  }
  return inferGraph(model.graph, values, opsets);
}

type Opsets = ReadonlyMap<string, number>;

/** @param values what the graph can see; it adds its own */
function inferGraph(graph: OnnxGraph, values: Map<string, Known>, opsets: Opsets): InferredGraph {
  for (const tensor of graph.initializers)
    values.set(tensor.name, {
      dtype: tensor.dataType,
      shape: tensor.dims,
      elements: tensorElements(tensor),
      cause: null,
    });
  const nodes: InferredNode[] = [];
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((name) => (name === '' ? null : (values.get(name) ?? unnamed(name))));
    const view = new NodeView(node, opsets.get(node.domain) ?? 1, inputs);
    const inferred = inferNode(view, values, opsets);
    for (const [index, name] of node.outputs.entries()) {
      const output = inferred.outputs[index];
      if (name !== '' && output !== undefined) values.set(name, output);
    }
    nodes.push(inferred);
  }
  const outputs = graph.outputs.map(({ name }) => values.get(name) ?? unnamed(name));
  return { values, nodes, outputs };
}

function inferNode(view: NodeView, values: ReadonlyMap<string, Known>, opsets: Opsets): InferredNode {
  const { node, inputs, operator } = view;
  const done = (outputs: readonly Known[], inside: Inside | null = null): InferredNode => ({
    node,
    inputs,
    outputs,
    inside,
  });
  const all = (cause: Cause) => done(node.outputs.map(() => unknown(cause)));
  const control = Object.hasOwn(controlRules, operator) ? controlRules[operator] : undefined;
  if (control !== undefined) {
    const result = control(view, (graph, graphInputs) => {
      const scope = new Map(values);
      graph.inputs.forEach(({ name }, index) => scope.set(name, graphInputs[index] ?? unnamed(name)));
      return inferGraph(graph, scope, opsets);
    });
    if (result === null) return all({ kind: 'unfit', operator });
    const cause: Cause = { kind: result.differs ? 'branches-differ' : 'data-dependent', operator };
    return done(complete(view, result.outputs, cause), result.inside);
  }
  const rule = Object.hasOwn(rules, operator) ? rules[operator] : undefined;
  if (rule === undefined) return all({ kind: 'no-rule', operator });
  const outputs = rule(view);
  if (outputs === null) return all(inheritedCause(view) ?? { kind: 'unfit', operator });
  return done(complete(view, outputs, { kind: 'data-dependent', operator }));
}

function complete(view: NodeView, outputs: readonly Inferred[], own: Cause): Known[] {
  return view.node.outputs.map((_, index) => {
    const output = outputs[index];
    if (output === undefined) return unknown({ kind: 'no-rule', operator: view.operator });
    const { dtype, shape, elements = null } = output;
    const hasGaps = shape === null || shape.includes(null) || elements?.includes(null) === true;
    const mayBeShape = elements === null && isIntegerType(dtype);
    const inherited = hasGaps || mayBeShape ? inheritedCause(view) : null;
    return { dtype, shape, elements, cause: inherited ?? (hasGaps ? own : null) };
  });
}

function inheritedCause({ inputs }: NodeView): Cause | null {
  return inputs.find((input) => (input?.cause ?? null) !== null)?.cause ?? null;
}

function unknown(cause: Cause): Known {
  return { dtype: 'undefined', shape: null, elements: null, cause };
}

/** A name that nothing in sight makes. */
function unnamed(name: string): Known {
  return unknown({ kind: 'input', input: name });
}
