import { evaluateDimExpression, isDimExpression } from './dim-expression.ts';
import { dimRole, imageLayout, isAudioInput, isRecurrentState, type DimRole } from './dim-role.ts';
import { fedInputs, fixedSize, intAttribute, type Dim, type OnnxModel, type ValueInfo } from './schema.ts';

/** A size that the model leaves open. One name is one size, over all inputs. */
export interface SymbolicDim {
  /** The file's own name, or `INPUT[axis]` where it has none. */
  readonly name: string;
  readonly role: DimRole;
  /** Where the dimension occurs among the inputs, in order. */
  readonly usedBy: readonly { readonly input: string; readonly axis: number }[];
  /** A sensible size: 1 for batches, 128 for sequences, 224 for images. */
  readonly default: number;
}

/** What the shapes of inputs do not tell by themselves. */
export interface DimHints {
  /** Whether images come as NHWC where their sizes do not show it; NCHW otherwise. */
  readonly channelsLast?: boolean;
  /** The channels that the model expects of an input, by its name. */
  readonly channelsOf?: (inputName: string) => number | null;
}

/** `symbolicDimsOf` the inputs that have to be fed. */
export function symbolicDims(model: OnnxModel): SymbolicDim[] {
  return symbolicDimsOf(fedInputs(model.graph), {
    channelsOf: (inputName) => convolvedChannels(model, inputName),
  });
}

/**
 * The sizes that somebody has to choose before the model can run. Sums of others (`past_sequence_length + 1`, or a
 * total length where past and present are open) are not among them: `resolveShape` computes those.
 */
export function symbolicDimsOf(inputs: readonly ValueInfo[], hints: DimHints = {}): SymbolicDim[] {
  const found = new Map<string, SymbolicDim & { usedBy: { input: string; axis: number }[] }>();
  for (const input of inputs)
    for (const [axis, dim] of (input.shape ?? []).entries()) {
      if (fixedSize(dim) !== null) continue;
      const name = dimName(dim, input.name, axis);
      const use = { input: input.name, axis };
      const known = found.get(name);
      if (known !== undefined) known.usedBy.push(use);
      else {
        const role = dimRole(input, axis, inputs, hints.channelsLast);
        found.set(name, { name, role, usedBy: [use], default: defaultSize(role, input, inputs, hints) });
      }
    }
  const dims = [...found.values()];
  return dims.filter((dim) => !isComputed(dim.name, dims));
}

/** Every symbolic dimension's default, by name. */
export function defaultDims(dims: readonly SymbolicDim[]): Record<string, number> {
  return Object.fromEntries(dims.map((dim) => [dim.name, dim.default]));
}

/**
 * The concrete shape of an input: sizes from `chosen`, by dimension name, else the defaults of `symbolic`.
 * A size that neither gives is 1.
 */
export function resolveShape(
  shape: readonly Dim[],
  inputName: string,
  symbolic: readonly SymbolicDim[],
  chosen: Readonly<Record<string, number>>,
): number[] {
  const sizeOf = (name: string): number | null =>
    (Object.hasOwn(chosen, name) ? chosen[name] : symbolic.find((dim) => dim.name === name)?.default) ?? null;
  return shape.map((dim, axis) => {
    const fixed = fixedSize(dim);
    if (fixed !== null) return fixed;
    const name = dimName(dim, inputName, axis);
    return sizeOf(name) ?? evaluateDimExpression(name, sizeOf) ?? totalLength(name, symbolic, sizeOf) ?? 1;
  });
}

function dimName(dim: Dim, inputName: string, axis: number): string {
  return typeof dim === 'string' ? dim : `${inputName}[${axis}]`;
}

function isComputed(name: string, dims: readonly SymbolicDim[]): boolean {
  const others = dims.filter((dim) => dim.name !== name && !isDimExpression(dim.name));
  const sizeOf = (other: string): number | null => others.find((dim) => dim.name === other)?.default ?? null;
  return evaluateDimExpression(name, sizeOf) !== null || totalLength(name, others, sizeOf) !== null;
}

/** Decoders' masks cover what is in the cache and what comes in: `total_sequence_length` is the sum of the two. */
function totalLength(
  name: string,
  dims: readonly SymbolicDim[],
  sizeOf: (name: string) => number | null,
): number | null {
  if (!/^total_?seq/i.test(name)) return null;
  const past = dims.find((dim) => dim.role === 'past');
  const present = dims.find((dim) => dim.role === 'sequence' && dim.name !== name);
  if (past === undefined || present === undefined) return null;
  return (sizeOf(past.name) ?? 0) + (sizeOf(present.name) ?? 0);
}

const imagePixels = 224;
/** Lines of text, 48 or 32 pixels high, come cut to this width. */
const textLinePixels = 320;
const tokens = 128;
/** One second at 16 kHz. */
const audioSamples = 16_000;
/** 32 ms at 16 kHz: models that keep a state take sound in small pieces. */
const audioChunkSamples = 512;

function defaultSize(
  role: DimRole,
  input: ValueInfo,
  inputs: readonly ValueInfo[],
  { channelsOf }: DimHints,
): number {
  switch (role) {
    case 'sequence':
      return sequenceSize(input, inputs);
    case 'height':
      return imagePixels;
    case 'width':
      return isTextLine(input) ? textLinePixels : imagePixels;
    case 'channels':
      return channelsOf?.(input.name) ?? 3;
    case 'past':
      return 0;
    case 'batch':
    case 'other':
      return 1;
  }
}

function sequenceSize(input: ValueInfo, inputs: readonly ValueInfo[]): number {
  if (!isAudioInput(input, inputs)) return tokens;
  return inputs.some(isRecurrentState) ? audioChunkSamples : audioSamples;
}

function isTextLine(input: ValueInfo): boolean {
  const height = input.shape?.[imageLayout(input.shape).indexOf('height')];
  return height === 48 || height === 32;
}

/** The channels that a convolution of the input expects: the second size of its weights, times its groups. */
function convolvedChannels(model: OnnxModel, inputName: string): number | null {
  const convolution = model.graph.nodes.find(
    (node) => node.opType === 'Conv' && node.inputs[0] === inputName,
  );
  const weights = model.graph.initializers.find((tensor) => tensor.name === convolution?.inputs[1]);
  const perGroup = weights?.dims[1];
  if (convolution === undefined || perGroup === undefined) return null;
  return perGroup * intAttribute(convolution, 'group', 1);
}
