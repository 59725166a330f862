import { isFloatType, isIntegerType } from './data-type.ts';
import { fixedSize, type Dim, type ValueInfo } from './schema.ts';

/** What a dimension counts, as far as its name or its place tells. `past`: positions in a decoder's cache. */
export type DimRole = 'batch' | 'sequence' | 'height' | 'width' | 'channels' | 'past' | 'other';

/** The first that fits decides. Single letters are the usual ones of layouts (NCHW, BSD, BTF). */
const rolesByName: readonly (readonly [RegExp, DimRole])[] = [
  [/past|cache/, 'past'],
  [/batch|^(n|b|bs|bsz|num_?images?)$/, 'batch'],
  [/height|^(h|rows?|(image_?|img_?)?size)$/, 'height'],
  [/width|^(w|cols?|columns?)$/, 'width'],
  [/channel|^c$/, 'channels'],
  [/seq|length|token|frame|^(s|t|l|len|time|samples|num_samples)$/, 'sequence'],
];

/**
 * The role of axis `axis` of an input: by the dimension's name where it means something, else by its place.
 * `inputs` are all inputs of the model; `channelsLast` says that its images are NHWC unless their sizes tell otherwise.
 */
export function dimRole(
  input: ValueInfo,
  axis: number,
  inputs: readonly ValueInfo[],
  channelsLast = false,
): DimRole {
  const shape = input.shape ?? [];
  const dim = shape[axis];
  const name = typeof dim === 'string' ? dim.toLowerCase() : '';
  const byName = rolesByName.find(([pattern]) => pattern.test(name));
  return byName?.[1] ?? roleByPlace(input, shape, axis, inputs, channelsLast);
}

function roleByPlace(
  input: ValueInfo,
  shape: readonly Dim[],
  axis: number,
  inputs: readonly ValueInfo[],
  channelsLast: boolean,
): DimRole {
  const rank = shape.length;
  if (axis === 0 && rank >= 2) return 'batch';
  const height = channelsLast ? 2 : 3;
  if (rank === 5) return axis === height ? 'height' : axis === height + 1 ? 'width' : 'other';
  if (rank === 4) {
    if (/past|cache/.test(input.name.toLowerCase())) return axis === 2 ? 'past' : 'other';
    return imageLayout(shape, channelsLast)[axis] ?? 'other';
  }
  if (rank === 3) {
    if (isRecurrentState(input)) return axis === 1 ? 'batch' : 'other';
    const isSingleImage = isChannelCount(shape[0]) && fixedSize(shape[1] ?? null) === null;
    if (isSingleImage && fixedSize(shape[2] ?? null) === null) return axis === 1 ? 'height' : 'width';
    return isFloatType(input.dtype) && fixedSize(shape[3 - axis] ?? null) !== null
      ? 'sequence'
      : placeInTable(axis);
  }
  const isTokenList = isIntegerType(input.dtype) || isAudioInput(input, inputs);
  return isTokenList && axis === rank - 1 ? 'sequence' : 'other';
}

/** Of a rank-3 input [batch, positions, features]. */
function placeInTable(axis: number): DimRole {
  return axis === 1 ? 'sequence' : 'other';
}

/** Batches of images come as NCHW, or as NHWC where `channelsLast`, unless the sizes say otherwise: 1, 3 or 4 colours. */
export function imageLayout(shape: readonly Dim[], channelsLast = false): readonly DimRole[] {
  const [second, last] = [isChannelCount(shape[1]), isChannelCount(shape[3])];
  const isChannelsLast = second === last ? channelsLast : last;
  return isChannelsLast ? ['batch', 'height', 'width', 'channels'] : ['batch', 'channels', 'height', 'width'];
}

function isChannelCount(dim: Dim | undefined): boolean {
  return dim === 1 || dim === 3 || dim === 4;
}

/** Raw sound: by the name of the input or of a dimension, or because a sampling rate goes with it. */
export function isAudioInput(input: ValueInfo, inputs: readonly ValueInfo[]): boolean {
  if (!isFloatType(input.dtype) || (input.shape?.length ?? 0) > 3) return false;
  const names = [input.name, ...(input.shape ?? []).filter((dim) => typeof dim === 'string')];
  if (names.some((name) => /audio|wave|speech|pcm|input_values|^(num_?)?samples$/i.test(name))) return true;
  return input.shape?.length === 2 && inputs.some((other) => isSamplingRateName(other.name));
}

export function isSamplingRateName(name: string): boolean {
  return /^(sr|fs|sample_?rate|sampling_?rate)(:\d+)?$/.test(name.toLowerCase());
}

/** What a recurrent layer hands from one piece to the next: [layers, batch, features] in PyTorch's and ONNX's order. */
export function isRecurrentState(input: ValueInfo): boolean {
  const isNamedSo = /^(h|c|h0|c0|h_0|c_0|hn|cn|.*state.*|.*hidden.*)$/.test(input.name.toLowerCase());
  return isNamedSo && input.shape?.length === 3 && fixedSize(input.shape[0] ?? null) !== null;
}
