import type { ModelPreset } from '../loaded-model.ts';
import { matches, type ZooGraph } from './zoo-graph.ts';

/** What the catalogue states of a model as it was built. */
export function zooPreset({ entry, dims, model, inputRules }: ZooGraph): ModelPreset {
  const { inputs, outputs } = model.graph;
  const ownSizes = new Map(Object.entries(entry.dims).map(([name, range]) => [name, range.default]));
  const asked = Object.entries(dims).filter(([name, size]) => size !== ownSizes.get(name));
  return {
    dims: {},
    inputs: inputRules,
    resident: {
      inputs: namesLike(entry.resident.inputs, inputs),
      outputs: namesLike(entry.resident.outputs, outputs),
    },
    built: { all: dims, asked: Object.fromEntries(asked) },
  };
}

function namesLike(patterns: readonly string[], values: readonly { readonly name: string }[]): string[] {
  return values.map(({ name }) => name).filter((name) => patterns.some((each) => matches(each, name)));
}
