import { add, multiply, ofRank, type Shape, type Size } from './known.ts';
import type { NodeView } from './node-view.ts';
import { alike, type Rule, type Rules } from './rule.ts';

/** Sizes along the spatial axes, as attributes give them, each with its default. */
interface Window {
  readonly kernel: Shape;
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** All beginnings, then all ends. */
  readonly pads: readonly number[];
  readonly autoPad: string;
}

function windowOf(view: NodeView, kernel: Shape): Window {
  const rank = kernel.length;
  return {
    kernel,
    strides: view.ints('strides') ?? Array<number>(rank).fill(1),
    dilations: view.ints('dilations') ?? Array<number>(rank).fill(1),
    pads: view.ints('pads') ?? Array<number>(2 * rank).fill(0),
    autoPad: view.text('auto_pad', 'NOTSET'),
  };
}

/** Positions of a sliding window along each axis (onnx.ai/onnx/operators, Conv and MaxPool). */
function slide(sizes: Shape, window: Window, roundsUp: boolean): Size[] {
  return sizes.map((size, axis) => {
    const stride = window.strides[axis] ?? 1;
    const kernel = window.kernel[axis] ?? null;
    if (size === null || kernel === null) return null;
    const extent = (kernel - 1) * (window.dilations[axis] ?? 1) + 1;
    if (window.autoPad.startsWith('SAME')) return Math.ceil(size / stride);
    const [begin, end] =
      window.autoPad === 'VALID' ? [0, 0] : [window.pads[axis] ?? 0, window.pads[axis + sizes.length] ?? 0];
    const steps = (size + begin + end - extent) / stride;
    if (!roundsUp) return Math.floor(steps) + 1;
    const positions = Math.ceil(steps) + 1;
    // A last window that would begin in the padding behind the end is left out.
    return (positions - 1) * stride >= size + begin ? positions - 1 : positions;
  });
}

/** Where the weights lie among the inputs, and what type comes out, of each operator that convolves. */
function convolution(weightsAt: number, dtypeOf: (view: NodeView) => ReturnType<NodeView['dtype']>): Rule {
  return (view) => {
    const dtype = dtypeOf(view);
    const input = view.shape(0);
    const weights = view.shape(weightsAt);
    if (input === null || weights === null) {
      const known = input ?? weights;
      return [{ dtype, shape: known && ofRank(known.length) }];
    }
    if (input.length !== weights.length || input.length < 3) return null;
    const group = view.int('group', 1);
    const [channels, perGroup] = [input[1] ?? null, weights[1] ?? null];
    if (channels !== null && perGroup !== null && channels !== perGroup * group) return null;
    const spatial = slide(input.slice(2), windowOf(view, weights.slice(2)), false);
    if (spatial.some((size) => size !== null && size < 0)) return null;
    return [{ dtype, shape: [input[0] ?? null, weights[0] ?? null, ...spatial] }];
  };
}

const transposedConvolution: Rule = (view) => {
  const dtype = view.dtype(0);
  const [input, weights] = [view.shape(0), view.shape(1)];
  if (input === null || weights === null) return [{ dtype, shape: null }];
  if (input.length !== weights.length || input.length < 3) return null;
  const window = windowOf(view, weights.slice(2));
  const stated = view.ints('output_shape');
  const extra = view.ints('output_padding') ?? [];
  const spatial = input.slice(2).map((size, axis): Size => {
    if (stated !== null) return stated.slice(-(input.length - 2))[axis] ?? null;
    const stride = window.strides[axis] ?? 1;
    if (window.autoPad.startsWith('SAME')) return multiply(size, stride);
    const kernel = window.kernel[axis] ?? null;
    if (size === null || kernel === null) return null;
    const extent = (kernel - 1) * (window.dilations[axis] ?? 1) + 1;
    const pads =
      window.autoPad === 'VALID' ? 0 : (window.pads[axis] ?? 0) + (window.pads[axis + input.length - 2] ?? 0);
    return stride * (size - 1) + (extra[axis] ?? 0) + extent - pads;
  });
  const channels = multiply(weights[1] ?? null, view.int('group', 1));
  return [{ dtype, shape: [input[0] ?? null, channels, ...spatial] }];
};

const pool: Rule = (view) => {
  const input = view.shape(0);
  const kernel = view.ints('kernel_shape');
  if (kernel === null || (input !== null && input.length !== kernel.length + 2)) return null;
  const dtype = view.dtype(0);
  if (input === null) return [{ dtype, shape: ofRank(kernel.length + 2) }];
  const spatial = slide(input.slice(2), windowOf(view, kernel), view.int('ceil_mode', 0) === 1);
  const shape = [...input.slice(0, 2), ...spatial];
  return [
    { dtype, shape },
    { dtype: 'int64', shape },
  ];
};

const globalPool: Rule = (view) => [
  { dtype: view.dtype(0), shape: view.shape(0)?.map((size, axis) => (axis < 2 ? size : 1)) ?? null },
];

const maxUnpool: Rule = (view) => {
  const dtype = view.dtype(0);
  const stated = view.numbers(2);
  const input = view.shape(0);
  const kernel = view.ints('kernel_shape');
  if (view.has(2)) return [{ dtype, shape: stated ?? (input && ofRank(input.length)) }];
  if (input === null || kernel === null) return [{ dtype, shape: null }];
  const { strides, pads } = windowOf(view, kernel);
  const spatial = input.slice(2).map((size, axis) => {
    const covered = (kernel[axis] ?? 1) - (pads[axis] ?? 0) - (pads[axis + kernel.length] ?? 0);
    return add(multiply(add(size, -1), strides[axis] ?? 1), covered);
  });
  return [{ dtype, shape: [...input.slice(0, 2), ...spatial] }];
};

/** Channels-last integer convolution of ONNX Runtime is left to a run; its quantized one here is channels-first. */
const quantizedConvolution: Rule = (view) => {
  if (view.int('channels_last', 0) === 1) return [{ dtype: view.dtype(0), shape: null }];
  return convolution(3, (quantized) => quantized.dtype(7))(view);
};

export const windowRules: Rules = {
  ...alike(
    ['Conv', 'com.microsoft.FusedConv'],
    convolution(1, (view) => view.dtype(0)),
  ),
  ConvInteger: convolution(1, () => 'int32'),
  ...alike(['QLinearConv', 'com.microsoft.QLinearConv'], quantizedConvolution),
  DeformConv: convolution(1, (view) => view.dtype(0)),
  ConvTranspose: transposedConvolution,
  ...alike(['MaxPool', 'AveragePool', 'LpPool'], pool),
  ...alike(
    ['GlobalAveragePool', 'GlobalMaxPool', 'GlobalLpPool', 'com.microsoft.QLinearGlobalAveragePool'],
    globalPool,
  ),
  'com.microsoft.QLinearAveragePool': pool,
  MaxUnpool: maxUnpool,
};
