import type { ModelRequest } from '#lib/core/protocol/plan.ts';
import type { OnnxDataType } from '#lib/onnx/data-type.ts';
import { fixedSize, type Dim } from '#lib/onnx/schema.ts';
import { defaultDims, symbolicDimsOf, type SymbolicDim } from '#lib/onnx/symbolic-dims.ts';
import type { ModelDescription } from './model-description.ts';
import type { ModelPreset } from './loaded-model.ts';
import type { ModelProblem } from './problems.ts';

/** An input as the graph or the engine describes it; numbers of zero and below count as open. */
export interface OpenInput {
  readonly name: string;
  readonly dtype: string;
  /** Null where the rank is unknown. */
  readonly shape: readonly Dim[] | null;
}

/** What the choice of sizes needs of a model's description. */
export type DimDescription = Pick<ModelDescription, 'inputs' | 'symbolicDims'>;

export interface DimSource {
  readonly description: DimDescription | null;
  readonly preset: ModelPreset;
}

/** The sizes to choose: from the graph, or for a model that only the engine can read, from the inputs it names. */
export function openDims(
  inputs: readonly OpenInput[],
  description: DimDescription | null,
): readonly SymbolicDim[] {
  if (description !== null) return description.symbolicDims;
  return symbolicDimsOf(
    inputs.map(({ name, dtype, shape }) => ({ name, dtype: dtype as OnnxDataType, shape })),
  );
}

/** The name of an input's open axis, or null for one whose size the model fixes. */
export function openAxis(dims: readonly SymbolicDim[], input: OpenInput, axis: number): SymbolicDim | null {
  if (fixedSize(input.shape?.[axis] ?? null) !== null) return null;
  return dims.find((dim) => dim.usedBy.some((use) => use.input === input.name && use.axis === axis)) ?? null;
}

/** Batch dimensions that the catalogue leaves open: it fixes whole shapes where axes of one name-less graph differ. */
export function batchDims(dims: readonly SymbolicDim[], preset: ModelPreset): SymbolicDim[] {
  const isFree = (dim: SymbolicDim) =>
    dim.usedBy.some((use) => preset.inputs[use.input]?.shape === undefined);
  return dims.filter((dim) => dim.role === 'batch' && isFree(dim));
}

/** The batch of a model that leaves none open: the one built in, or a single item. */
export function fixedBatch({ built }: ModelPreset): number {
  return built?.all['batch'] ?? 1;
}

/**
 * What every open dimension becomes unless the user says otherwise: the catalogue's shapes, then the batch, then the
 * catalogue's dimensions, then defaults by role.
 */
export function suggestedDims(
  model: DimSource,
  batch = 1,
  inputs: readonly OpenInput[] = model.description?.inputs ?? [],
): Record<string, number> {
  const dims = openDims(inputs, model.description);
  const batches = batchDims(dims, model.preset).map((dim) => [dim.name, batch] as const);
  const chosen = { ...defaultDims(dims), ...model.preset.dims, ...Object.fromEntries(batches) };
  for (const input of inputs)
    for (const [axis, size] of (model.preset.inputs[input.name]?.shape ?? []).entries()) {
      const dim = openAxis(dims, input, axis);
      if (dim !== null) chosen[dim.name] = size;
    }
  return chosen;
}

export type ChosenDims =
  | { readonly status: 'chosen'; readonly dims: Record<string, number> }
  | { readonly status: 'problem'; readonly problem: ModelProblem };

/**
 * The suggested dimensions with the user's own in place: those named, and those that follow from a whole shape given
 * for one input, which then hold for every input that shares them. A 1 on a batch dimension is one item of whatever
 * batch is measured; any other size there must be that batch.
 */
export function chooseDims(
  inputs: readonly OpenInput[],
  model: DimSource,
  request: ModelRequest,
  batch: number,
): ChosenDims {
  const dims = openDims(inputs, model.description);
  const chosen = suggestedDims(model, batch, inputs);
  const batchNames = new Set(batchDims(dims, model.preset).map((dim) => dim.name));
  const asked = new Map<string, { size: number; where: string }>();
  const wishes = [
    ...Object.entries(request.dims).map(([name, size]) => ({ name, size, where: 'the dimensions' })),
    ...inputs.flatMap((input) =>
      (request.inputs[input.name]?.shape ?? []).flatMap((size, axis) => {
        const name = openAxis(dims, input, axis)?.name;
        return name === undefined ? [] : [{ name, size, where: `the shape of ${input.name}` }];
      }),
    ),
  ];
  for (const { name, size, where } of wishes) {
    const earlier = asked.get(name);
    if (earlier !== undefined && earlier.size !== size)
      return dimensionProblem(
        `${name} is ${earlier.size} in ${earlier.where} and ${size} in ${where}. It can only be one size.`,
      );
    asked.set(name, { size, where });
    if (batch !== 1 && batchNames.has(name)) {
      if (size !== 1 && size !== batch)
        return dimensionProblem(
          `${name} is the batch: ${size} was asked for in ${where}, and a batch of ${batch} is to be measured.`,
        );
    } else chosen[name] = size;
  }
  if (batchNames.size === 0 && batch !== fixedBatch(model.preset))
    return dimensionProblem(
      `The model has no batch dimension that can be changed; a batch of ${batch} was asked for.`,
    );
  return { status: 'chosen', dims: chosen };
}

export function dimensionProblem(detail: string): { status: 'problem'; problem: ModelProblem } {
  return { status: 'problem', problem: { kind: 'dimension', detail } };
}
