import type { DescribedValue } from '#lib/onnx/describe.ts';
import { macsUnknown } from '#lib/onnx/macs/mac-count.ts';
import { symbolicDimsOf } from '#lib/onnx/symbolic-dims.ts';
import type { ModelDescription } from '../model-description.ts';
import { graphInputs, graphOperators, graphOutputs, graphVocabulary } from './describe-graph.ts';
import { describeLayers } from './describe-layers.ts';
import type { GraphModel, LayersModel, TfjsUnreadable } from './read.ts';
import { countWeights, weightStorage } from './weights.ts';

export type DescribeTfjs =
  | {
      readonly status: 'described';
      readonly description: ModelDescription;
      /** Rows of the table that an input indexes, by input name. */
      readonly vocabularies: Readonly<Record<string, number>>;
    }
  | { readonly status: 'unreadable'; readonly reason: TfjsUnreadable };

/** What can be said of a TensorFlow.js model from its `model.json` alone. */
export function describeTfjs(model: GraphModel | LayersModel): DescribeTfjs {
  if (model.format === 'tfjs-layers') {
    const { inputs, outputs, operators, vocabularies } = describeLayers(model);
    if (inputs.length === 0) return unreadable('Its layers tell no input.');
    return described(model, { inputs, outputs, operators, vocabularies });
  }
  const fed = graphInputs(model);
  if (fed.status === 'unfit')
    return unreadable(`Its input ${fed.name} takes ${fed.type} values, which TensorFlow.js cannot hold.`);
  const vocabularies = fed.inputs.flatMap(({ name }) => {
    const rows = graphVocabulary(model, name);
    return rows === null ? [] : [[name, rows] as const];
  });
  return described(model, {
    inputs: fed.inputs,
    outputs: graphOutputs(model),
    operators: graphOperators(model),
    vocabularies: Object.fromEntries(vocabularies),
  });
}

function described(
  { format, producer, weightGroups }: GraphModel | LayersModel,
  found: {
    readonly inputs: readonly DescribedValue[];
    readonly outputs: readonly DescribedValue[];
    readonly operators: readonly string[];
    readonly vocabularies: Readonly<Record<string, number>>;
  },
): DescribeTfjs {
  const { inputs, outputs, operators, vocabularies } = found;
  const description: ModelDescription = {
    format,
    opsets: [],
    producer,
    inputs,
    outputs,
    operators: countOf(operators),
    parameters: countWeights(weightGroups),
    parametersByOperator: null,
    macs: macsUnknown({ kind: 'format', format: 'TensorFlow.js' }),
    // TensorFlow.js decodes quantised weights when it loads them and computes in 32 bits.
    precision: 'fp32',
    weightStorage: weightStorage(weightGroups),
    symbolicDims: symbolicDimsOf(inputs, { channelsLast: true }),
  };
  return { status: 'described', description, vocabularies };
}

function countOf(names: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function unreadable(message: string): DescribeTfjs {
  return { status: 'unreadable', reason: { kind: 'tfjs', message } };
}
