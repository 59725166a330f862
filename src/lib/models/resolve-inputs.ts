import type { InputSpec } from '#lib/core/protocol/input-spec.ts';
import type { ModelRequest } from '#lib/core/protocol/plan.ts';
import { isTensorType, tensorTypes, type TensorType } from '#lib/core/protocol/tensors.ts';
import { bitsPerElement } from '#lib/onnx/data-type.ts';
import { fixedSize, type Dim } from '#lib/onnx/schema.ts';
import { resolveShape } from '#lib/onnx/symbolic-dims.ts';
import type { LoadedModel, ModelPreset } from './loaded-model.ts';
import { nearestName } from './nearest-name.ts';
import { explainProblem, type ModelProblem } from './problems.ts';
import {
  batchDims,
  chooseDims,
  dimensionProblem,
  fixedBatch,
  openAxis,
  openDims,
  type DimSource,
  type OpenInput,
} from './resolve-dims.ts';
import { ruleProblem, suggestRule, type RuleInput } from './input-rules.ts';

export type ResolvedInputs =
  | { readonly status: 'resolved'; readonly specs: InputSpec[] }
  | { readonly status: 'problem'; readonly problem: ModelProblem; readonly message: string };

/** The most bytes that one input may have: 2 GiB less one. */
const largestInputBytes = 2 ** 31 - 1;

/**
 * Makes every input concrete: its shape from the user's wishes, the catalogue, the batch and defaults, in this order;
 * and what it is filled with. `inputs` are the model's own where its description has them, else the engine's.
 */
export function resolveInputs(
  inputs: readonly OpenInput[],
  model: DimSource & Pick<LoadedModel, 'suggestedRules'>,
  request: ModelRequest,
  batch: number,
): ResolvedInputs {
  const wrong =
    unlikeBuilt(model.preset, request) ??
    unknownNames(inputs, model, request) ??
    wrongShapes(inputs, request);
  if (wrong !== null) return failed(wrong);
  const chosen = chooseDims(inputs, model, request, batch);
  if (chosen.status === 'problem') return failed(chosen.problem);
  const dims = openDims(inputs, model.description);
  const shaped: RuleInput[] = [];
  for (const input of inputs) {
    const { name, dtype } = input;
    if (!isTensorType(dtype)) return failed(typeProblem(name, dtype));
    const whole = request.inputs[name]?.shape ?? model.preset.inputs[name]?.shape;
    if (input.shape === null && whole === undefined)
      return failed(inputProblem(name, 'has a shape that the model does not tell. Give one.'));
    const shape =
      input.shape === null ? [...(whole ?? [])] : resolveShape(input.shape, name, dims, chosen.dims);
    const unlike =
      request.inputs[name]?.shape?.findIndex(
        (size, axis) => size !== shape[axis] && openAxis(dims, input, axis) === null,
      ) ?? -1;
    if (unlike >= 0) return failed(followsProblem(input, shape, unlike));
    const tooLarge = sizeProblem(name, dtype, shape);
    if (tooLarge !== null) return failed(tooLarge);
    shaped.push({ name, dtype, shape });
  }
  return withRules(shaped, model, request);
}

/** Whether batches of any size can be fed; where no input has a batch dimension left open, the batch there is. */
export function batchOf(
  model: DimSource,
  inputs: readonly OpenInput[] = model.description?.inputs ?? [],
): 'any' | number {
  const isOpen = batchDims(openDims(inputs, model.description), model.preset).length > 0;
  return isOpen ? 'any' : fixedBatch(model.preset);
}

function withRules(
  shaped: readonly RuleInput[],
  model: Pick<LoadedModel, 'suggestedRules' | 'preset'>,
  request: ModelRequest,
): ResolvedInputs {
  const specs: InputSpec[] = [];
  for (const input of shaped) {
    const { name, dtype, shape } = input;
    const wished = request.inputs[name]?.rule;
    const illegal = wished === undefined ? null : ruleProblem(wished, dtype);
    if (illegal !== null) return failed(inputProblem(name, `cannot be filled as asked. ${illegal}`));
    // Suggested anew: lengths and the like depend on the shapes chosen.
    const vocabularySize = model.suggestedRules[name]?.vocabularySize ?? null;
    const rule =
      wished ??
      model.preset.inputs[name]?.rule ??
      suggestRule(input, { vocabularySize, allInputs: shaped }).rule;
    specs.push({ name, dtype, shape: [...shape], rule });
  }
  return { status: 'resolved', specs };
}

/** A model of the zoo has its sizes from when it was built. */
function unlikeBuilt({ built }: ModelPreset, { dims }: ModelRequest): ModelProblem | null {
  const unlike = Object.entries(built?.all ?? {}).find(([name, size]) => (dims[name] ?? size) !== size);
  if (unlike === undefined) return null;
  const [name, size] = unlike;
  return dimensionProblem(
    `The model was built with ${name} ${size}, and ${dims[name]} is asked for. Build it anew.`,
  ).problem;
}

function unknownNames(
  inputs: readonly OpenInput[],
  model: DimSource,
  request: ModelRequest,
): ModelProblem | null {
  const inputNames = inputs.map((input) => input.name);
  const input = Object.keys(request.inputs).find((name) => !inputNames.includes(name));
  if (input !== undefined)
    return inputProblem(input, `is not one of the model's. ${choices('inputs', input, inputNames)}`);
  const dimNames = openDims(inputs, model.description).map((dim) => dim.name);
  const built = model.preset.built?.all ?? {};
  const dim = Object.keys(request.dims).find((name) => !dimNames.includes(name) && !(name in built));
  if (dim === undefined) return null;
  return dimensionProblem(
    `The model has no open dimension ${dim}. ${choices('open dimensions', dim, dimNames)}`,
  ).problem;
}

function choices(what: string, written: string, names: readonly string[]): string {
  if (names.length === 0) return `It has no ${what}.`;
  const nearest = nearestName(written, names);
  const list = names.length > 8 ? `${names.slice(0, 8).join(', ')} and others` : names.join(', ');
  return `${nearest === null ? '' : `Did you mean ${nearest}? `}Its ${what}: ${list}.`;
}

/** A whole shape must have the input's rank, and the sizes that the model fixes. */
function wrongShapes(inputs: readonly OpenInput[], request: ModelRequest): ModelProblem | null {
  for (const { name, shape } of inputs) {
    const wished = request.inputs[name]?.shape;
    if (wished === undefined || shape === null) continue;
    if (wished.length !== shape.length)
      return inputProblem(
        name,
        `is ${formatShape(shape)}: it has ${countOf(shape.length)}, and ${wished.join('×') || 'a single number'} has ${wished.length}.`,
      );
    for (const [axis, size] of wished.entries()) {
      const fixed = fixedSize(shape[axis] ?? null);
      if (fixed !== null && fixed !== size)
        return inputProblem(
          name,
          `is ${formatShape(shape)}: its ${ordinal(axis + 1)} dimension is fixed at ${fixed}, and ${size} was asked for.`,
        );
    }
  }
  return null;
}

/** Sizes that are sums of others (`past_sequence_length + 1`) cannot be chosen by themselves. */
function followsProblem({ name, shape }: OpenInput, resolved: readonly number[], axis: number): ModelProblem {
  const dim = String(shape?.[axis] ?? 'one');
  return inputProblem(
    name,
    `is ${formatShape(shape ?? resolved)}: its ${ordinal(axis + 1)} dimension, ${dim}, follows from other dimensions and is ${resolved[axis] ?? 1} here. Set those instead.`,
  );
}

function formatShape(shape: readonly Dim[]): string {
  if (shape.length === 0) return 'a single number';
  return shape.map((dim) => (typeof dim === 'string' ? dim : (fixedSize(dim) ?? '?'))).join('×');
}

function countOf(dimensions: number): string {
  return dimensions === 1 ? '1 dimension' : `${dimensions} dimensions`;
}

function ordinal(position: number): string {
  return `${position}${['th', 'st', 'nd', 'rd'][position % 10 < 4 && Math.floor(position / 10) !== 1 ? position % 10 : 0] ?? 'th'}`;
}

function typeProblem(name: string, dtype: string): ModelProblem {
  if (dtype === 'undefined')
    return inputProblem(
      name,
      'is not a tensor (a sequence, a map or an optional value), and only tensors can be fed.',
    );
  return inputProblem(
    name,
    `takes ${dtype} values, which cannot be made here. Types that can: ${tensorTypes.join(', ')}.`,
  );
}

function sizeProblem(name: string, dtype: TensorType, shape: readonly number[]): ModelProblem | null {
  const elements = shape.reduce((product, size) => product * size, 1);
  if ((elements * (bitsPerElement(dtype) ?? 0)) / 8 <= largestInputBytes) return null;
  return inputProblem(
    name,
    `would have ${elements.toLocaleString('en-US')} values (${shape.join('×')}), which is more than fits into 2 GiB.`,
  );
}

function inputProblem(input: string, detail: string): ModelProblem {
  return { kind: 'input', input, detail };
}

function failed(problem: ModelProblem): ResolvedInputs {
  return { status: 'problem', problem, message: explainProblem(problem) };
}
