import type { OnnxGraph } from '../schema.ts';
import type { InferredGraph, Inside } from './inferred.ts';
import type { Inferred, Known } from './known.ts';
import type { NodeView } from './node-view.ts';

/** The outputs of a node in order; null where its inputs do not fit each other, which no valid model has. */
export type Rule = (view: NodeView) => readonly Inferred[] | null;

/** Rules by operator; operators outside the default domain carry theirs: `com.microsoft.FusedConv`. */
export type Rules = Readonly<Record<string, Rule>>;

/** Infers a graph inside a node, given what is known of its inputs in order; it sees the values around the node. */
export type InferInside = (graph: OnnxGraph, inputs: readonly Known[]) => InferredGraph;

export type ControlRule = (
  view: NodeView,
  infer: InferInside,
) => { readonly outputs: readonly Inferred[]; readonly inside: Inside; readonly differs: boolean } | null;

/** The same rule under several names. */
export function alike(names: readonly string[], rule: Rule): Rules {
  return Object.fromEntries(names.map((name) => [name, rule]));
}
