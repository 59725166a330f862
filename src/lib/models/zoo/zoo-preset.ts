import type { InputRule } from '#lib/core/protocol/input-spec.ts';
import type { ResidentTensors } from '#lib/core/protocol/resident-tensors.ts';
import type { ModelPreset } from '../loaded-model.ts';
import type { ZooModel } from './catalogue.ts';

interface Named {
  readonly name: string;
}

/** What the catalogue states of a model that was built with these sizes. */
export function zooPreset(
  entry: ZooModel,
  dims: Readonly<Record<string, number>>,
  builtInputs: readonly Named[],
  builtOutputs: readonly Named[],
): ModelPreset {
  const inputs = builtInputs.map(({ name }) => name);
  const outputs = builtOutputs.map(({ name }) => name);
  const rules = inputs.flatMap((name) => {
    const rule = Object.entries(entry.inputs).find(([pattern]) => fits(name, pattern))?.[1];
    return rule === undefined ? [] : [[name, { rule: asRule(rule, dims) }] as const];
  });
  const ownSize = (name: string) => Object.entries(entry.dims).find(([own]) => own === name)?.[1].default;
  const asked = Object.entries(dims).filter(([name, size]) => size !== ownSize(name));
  const resident: ResidentTensors = {
    inputs: inputs.filter((name) => entry.resident.inputs.some((pattern) => fits(name, pattern))),
    outputs: outputs.filter((name) => entry.resident.outputs.some((pattern) => fits(name, pattern))),
  };
  return {
    dims: {},
    inputs: Object.fromEntries(rules),
    resident,
    built: { all: dims, asked: Object.fromEntries(asked) },
  };
}

function asRule(rule: ZooModel['inputs'][string], dims: Readonly<Record<string, number>>): InputRule {
  if (rule !== 'last-position') return rule;
  return { kind: 'constant', value: (dims['sequenceLength'] ?? 1) - 1 };
}

/** A name, or where the pattern ends in `*`, the beginning of one. */
function fits(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
