import type { ModelRequest } from '#lib/core/protocol/plan.ts';
import type { InputRule } from '#lib/core/protocol/input-spec.ts';
import { isTensorType } from '#lib/core/protocol/tensors.ts';
import type { LoadedModel } from '#lib/models/loaded-model.ts';
import { formatRule, parseRule, ruleProblem } from '#lib/models/input-rules.ts';
import { fixedBatch } from '#lib/models/resolve-dims.ts';
import { resolveInputs } from '#lib/models/resolve-inputs.ts';
import type { SymbolicDim } from '#lib/onnx/symbolic-dims.ts';
import { formatShape } from '../format.ts';
import { parseNumberList } from '../number-list.ts';
import { parseShape } from '../shape-text.ts';
import { inspectorWords } from '../words/inspector.ts';

const largestDimension = 2 ** 31 - 1;

export interface DimensionField {
  readonly dim: SymbolicDim;
  readonly problem: string | null;
}

export interface InputField {
  readonly name: string;
  readonly dtype: string;
  readonly declaredShape: readonly (number | string | null)[] | null;
  readonly why: string;
  readonly problem: string | null;
}

/**
 * What a model's inputs are fed, as the visitor edits it. The request holds only what differs from the model's own
 * suggestions, so that links stay short.
 */
export class InputForm {
  readonly model: LoadedModel;
  /** By dimension, and by input; the texts as typed. */
  dimTexts = $state<Record<string, string>>({});
  ruleTexts = $state<Record<string, string>>({});
  /** Only for inputs whose whole shape the catalogue or a link states. */
  shapeTexts = $state<Record<string, string>>({});
  readonly #suggestedRuleTexts: Readonly<Record<string, string>>;
  readonly #suggestedShapeTexts: Readonly<Record<string, string>>;

  constructor(model: LoadedModel, wanted: ModelRequest | null) {
    this.model = model;
    const names = model.description?.inputs.map((input) => input.name) ?? [];
    const ruleOf = (name: string) => model.preset.inputs[name]?.rule ?? model.suggestedRules[name]?.rule;
    this.#suggestedRuleTexts = textsOf(names, (name) => ruleText(ruleOf(name)));
    this.#suggestedShapeTexts = textsOf(names, (name) => shapeText(model.preset.inputs[name]?.shape));
    this.ruleTexts = {
      ...this.#suggestedRuleTexts,
      ...textsOf(names, (name) => ruleText(wanted?.inputs[name]?.rule)),
    };
    this.shapeTexts = {
      ...this.#suggestedShapeTexts,
      ...textsOf(names, (name) => shapeText(wanted?.inputs[name]?.shape)),
    };
    this.dimTexts = Object.fromEntries(
      this.#openDims().map((dim) => [
        dim.name,
        String(wanted?.dims[dim.name] ?? model.preset.dims[dim.name] ?? dim.default),
      ]),
    );
  }

  dimensions: readonly DimensionField[] = $derived.by(() =>
    this.#openDims().map((dim) => ({ dim, problem: dimensionProblem(this.dimTexts[dim.name] ?? '') })),
  );

  request: ModelRequest = $derived.by(() => {
    const dims: Record<string, number> = { ...this.model.preset.built?.asked };
    for (const { dim, problem } of this.dimensions) {
      const size = Number(this.dimTexts[dim.name]);
      if (problem === null && size !== (this.model.preset.dims[dim.name] ?? dim.default))
        dims[dim.name] = size;
    }
    const inputs: ModelRequest['inputs'] = {};
    for (const { name } of this.model.description?.inputs ?? []) {
      const override = this.#override(name);
      if (Object.keys(override).length > 0) inputs[name] = override;
    }
    return { ref: this.model.ref, dims, inputs };
  });

  resolved = $derived.by(() => {
    const described = this.model.description?.inputs;
    return described === undefined
      ? null
      : resolveInputs(described, this.model, this.request, fixedBatch(this.model.preset));
  });

  inputs: readonly InputField[] = $derived.by(() =>
    (this.model.description?.inputs ?? []).map((input) => ({
      name: input.name,
      dtype: input.dtype,
      declaredShape: input.shape,
      why: this.#why(input.name),
      problem: this.#problemOf(input.name, input.dtype),
    })),
  );

  /** A sentence when something typed cannot be measured; null when all is well. */
  problem = $derived.by(() => {
    const dimension = this.dimensions.find((each) => each.problem !== null);
    if (dimension !== undefined) return dimension.problem;
    const input = this.inputs.find((each) => each.problem !== null);
    if (input !== undefined) return input.problem;
    return this.resolved?.status === 'problem' ? this.resolved.message : null;
  });

  /** The shape that an input is fed at batch 1, or null while something typed is wrong. */
  fedShape(name: string): string | null {
    if (this.resolved?.status !== 'resolved') return null;
    const spec = this.resolved.specs.find((each) => each.name === name);
    return spec === undefined ? null : formatShape(spec.shape);
  }

  /** Batches belong to the plan; a dimension that only preset shapes use is settled by them. */
  #openDims(): readonly SymbolicDim[] {
    return (this.model.description?.symbolicDims ?? []).filter(
      (dim) => dim.role !== 'batch' && dim.usedBy.some(({ input }) => this.shapeTexts[input] === undefined),
    );
  }

  #override(name: string): ModelRequest['inputs'][string] {
    const override: ModelRequest['inputs'][string] = {};
    const ruleTyped = this.ruleTexts[name];
    if (ruleTyped !== undefined && ruleTyped.trim() !== this.#suggestedRuleTexts[name]) {
      const rule = parseRule(ruleTyped);
      if (rule !== null) override.rule = rule;
    }
    const shapeTyped = this.shapeTexts[name];
    if (shapeTyped !== undefined && shapeTyped !== this.#suggestedShapeTexts[name]) {
      const parsed = parseShape(shapeTyped);
      if (parsed.status === 'shape') override.shape = parsed.shape;
    }
    return override;
  }

  #why(name: string): string {
    if (this.ruleTexts[name]?.trim() !== this.#suggestedRuleTexts[name]) return inspectorWords.asTyped;
    if (this.model.preset.inputs[name]?.rule !== undefined) return inspectorWords.asCatalogued;
    return this.model.suggestedRules[name]?.why ?? '';
  }

  #problemOf(name: string, dtype: string): string | null {
    const rule = parseRule(this.ruleTexts[name] ?? '');
    if (rule === null) return inspectorWords.noFilling;
    const ruleIsWrong = isTensorType(dtype) ? ruleProblem(rule, dtype) : null;
    if (ruleIsWrong !== null) return ruleIsWrong;
    const typed = this.shapeTexts[name];
    const shape = typed === undefined ? null : parseShape(typed);
    if (shape?.status === 'problem') return shape.message;
    if (this.resolved?.status !== 'problem') return null;
    const { problem, message } = this.resolved;
    return problem.kind === 'input' && problem.input === name ? message : null;
  }
}

function textsOf(names: readonly string[], textOf: (name: string) => string | null): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = textOf(name);
      return text === null ? [] : [[name, text]];
    }),
  );
}

function ruleText(rule: InputRule | undefined): string | null {
  return rule === undefined ? null : formatRule(rule);
}

function shapeText(shape: readonly number[] | undefined): string | null {
  return shape === undefined ? null : shape.join(' × ');
}

function dimensionProblem(text: string): string | null {
  const parsed = parseNumberList(text, largestDimension);
  if (parsed.status === 'problem') return parsed.message;
  return parsed.numbers.length === 1 ? null : inspectorWords.oneNumber;
}
