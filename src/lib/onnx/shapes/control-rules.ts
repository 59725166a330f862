import type { InferredGraph } from './inferred.ts';
import type { Inferred, Known, Shape } from './known.ts';
import type { NodeView } from './node-view.ts';
import type { ControlRule, InferInside } from './rule.ts';

/** Takes the branch that a known condition chooses; otherwise keeps only what both branches agree on. */
const branch: ControlRule = (view, infer) => {
  const [thenGraph, elseGraph] = [view.graph('then_branch'), view.graph('else_branch')];
  if (thenGraph === null || elseGraph === null) return null;
  const condition = view.numbers(0)?.[0];
  if (condition !== undefined) {
    const taken = infer(condition === 0 ? elseGraph : thenGraph, []);
    return { outputs: taken.outputs, inside: { kind: 'one-of', graphs: [taken] }, differs: false };
  }
  const graphs = [infer(thenGraph, []), infer(elseGraph, [])] as const;
  const outputs = graphs[0].outputs.map((output, index) => agreed(output, graphs[1].outputs[index]));
  const differs = outputs.some((output) => output.shape === null || output.shape.includes(null));
  return { outputs, inside: { kind: 'one-of', graphs }, differs };
};

function agreed(a: Known, b: Known | undefined): Inferred {
  return { dtype: a.dtype, shape: agreedShape(a.shape, b?.shape ?? null) };
}

function agreedShape(a: Shape | null, b: Shape | null): Shape | null {
  if (a === null || b?.length !== a.length) return null;
  return a.map((size, axis) => (size === b[axis] ? size : null));
}

/** A value that a loop carries: its elements change, its shape may. */
function carried(value: Known | null, shape: Shape | null): Known {
  return { dtype: value?.dtype ?? 'undefined', shape, elements: null, cause: value?.cause ?? null };
}

/** Infers a body until the shapes it carries no longer change; sizes that grow become unknown, so this ends. */
function settle(
  infer: (states: readonly Known[]) => InferredGraph,
  initial: readonly (Known | null)[],
  offset: number,
): InferredGraph {
  let shapes = initial.map((value) => value?.shape ?? null);
  for (;;) {
    const body = infer(initial.map((value, index) => carried(value, shapes[index] ?? null)));
    const next = shapes.map((shape, index) =>
      agreedShape(shape, body.outputs[index + offset]?.shape ?? null),
    );
    if (next.every((shape, index) => String(shape) === String(shapes[index]))) return body;
    shapes = next;
  }
}

const one = (dtype: Known['dtype']): Known => ({ dtype, shape: [], elements: null, cause: null });

/** Inputs: trip count, condition, carried values. The body gives a condition, those values, and what is collected. */
const loop: ControlRule = (view, infer) => {
  const graph = view.graph('body');
  if (graph === null) return null;
  const initial = view.inputs.slice(2);
  const body = settle((states) => infer(graph, [one('int64'), one('bool'), ...states]), initial, 1);
  const [goesOn] = body.outputs;
  const isCounted = !view.has(1) || view.numbers(1)?.[0] === 1;
  const conditionName = graph.inputs[1]?.name;
  const handsOn =
    graph.outputs[0]?.name === conditionName || goesOn?.elements?.[0] === 1 || passes(body, graph, 0);
  const times = isCounted && handsOn ? (view.numbers(0)?.[0] ?? null) : null;
  return {
    outputs: collected(body.outputs.slice(1), initial.length, times),
    inside: { kind: 'repeated', graph: body, times },
    differs: false,
  };
};

/** Whether an output of a body is its condition, handed on through an Identity. */
function passes(
  body: InferredGraph,
  graph: NonNullable<ReturnType<NodeView['graph']>>,
  output: number,
): boolean {
  const maker = body.nodes.find(({ node }) => node.outputs[0] === graph.outputs[output]?.name);
  const from = maker?.node.inputs[0] ?? '';
  return maker?.node.opType === 'Identity' && from === graph.inputs[1]?.name;
}

/** Final values first, then what each turn gave, stacked. */
function collected(outputs: readonly Known[], states: number, times: number | null): Inferred[] {
  return outputs.map(({ dtype, shape }, index) =>
    index < states ? { dtype, shape } : { dtype, shape: shape && [times, ...shape] },
  );
}

/** Carried values, then tensors that are walked along their first axis, unless attributes name another. */
const scan: ControlRule = (view, infer: InferInside) => {
  const graph = view.graph('body');
  if (graph === null || view.opset < 9 || view.ints('scan_output_axes')?.some((axis) => axis !== 0) === true)
    return null;
  const scanned = view.int('num_scan_inputs', 0);
  const states = view.inputs.length - scanned;
  const axes = view.ints('scan_input_axes') ?? Array<number>(scanned).fill(0);
  const walked = view.inputs.slice(states).map((input, index) => {
    const axis = axes[index] ?? 0;
    const at = axis < 0 ? axis + (input?.shape?.length ?? 0) : axis;
    return {
      times: input?.shape?.[at] ?? null,
      slice: carried(input, input?.shape?.toSpliced(at, 1) ?? null),
    };
  });
  const slices = walked.map(({ slice }) => slice);
  const body = settle(
    (carriedStates) => infer(graph, [...carriedStates, ...slices]),
    view.inputs.slice(0, states),
    0,
  );
  const times = walked[0]?.times ?? null;
  return {
    outputs: collected(body.outputs, states, times),
    inside: { kind: 'repeated', graph: body, times },
    differs: false,
  };
};

export const controlRules: Readonly<Record<string, ControlRule>> = { If: branch, Loop: loop, Scan: scan };
