import { multiply, unary } from './elementwise.ts';
import type { GraphBuilder } from './graph-builder.ts';
import { elementsIn, sizeAt, type Value } from './value.ts';

export type Activation = 'none' | 'relu' | 'relu6' | 'leaky-relu' | 'mish';

/**
 * Factors on 1 ÷ fan-in that keep the second moment of activations through a convolution and its activation:
 * 2 for ReLU (He et al., "Delving Deep into Rectifiers", 2015), 1 ÷ E[f(z)²] with z ~ N(0, 1) for others.
 */
const gains: Readonly<Record<Activation, number>> = {
  none: 1,
  relu: 2,
  relu6: 2,
  // 2 ÷ (1 + 0.1²)
  'leaky-relu': 1.980198,
  mish: 2.210716,
};

const biasDeviation = 0.05;

export interface ConvolutionOptions {
  readonly channels: number;
  readonly kernel?: number;
  readonly stride?: number;
  readonly groups?: number;
  /** Before and after, in pixels, alike for both axes; half the kernel unless stated. */
  readonly padding?: number | readonly [before: number, after: number];
  readonly activation?: Activation;
  /** What the weights are scaled for where the activation comes later, after an addition. */
  readonly scaledFor?: Activation;
  /** A factor on the weights, 1 ÷ √(2·branches) at the end of a residual branch. */
  readonly scale?: number;
  /** Whether the bias is what a batch norm folded into the convolution left. Unless stated, it is. */
  readonly batchNorm?: boolean;
  /** Whether there is a bias at all; unless stated, there is. */
  readonly bias?: boolean;
}

/** A convolution over [batch, channels, height, width] or [batch, channels, length], with its activation. */
export function convolution(g: GraphBuilder, x: Value, name: string, options: ConvolutionOptions): Value {
  const { channels, kernel = 1, stride = 1, groups = 1, activation = 'none' } = options;
  const padding = options.padding ?? Math.floor(kernel / 2);
  const [before, after] = typeof padding === 'number' ? [padding, padding] : padding;
  const [batch, inputChannels, ...sizes] = [sizeAt(x, 0), sizeAt(x, 1), ...x.shape.slice(2)];
  const kernelShape = sizes.map(() => kernel);
  const fanIn = (inputChannels / groups) * elementsIn(kernelShape);
  const deviation = (options.scale ?? 1) * Math.sqrt(gains[options.scaledFor ?? activation] / fanIn);
  const weight = g.weight(`${name}.weight`, [channels, inputChannels / groups, ...kernelShape], {
    deviation,
  });
  const bias =
    options.bias === false ? [] : [g.weight(`${name}.bias`, [channels], { deviation: biasDeviation })];
  if (options.batchNorm !== false) g.batchNormChannels += channels;
  const outputSizes = sizes.map((size) => Math.floor((size + before + after - kernel) / stride) + 1);
  const shape = [batch, channels, ...outputSizes];
  g.macs += elementsIn(shape) * fanIn;
  const attributes = {
    dilations: sizes.map(() => 1),
    group: groups,
    kernel_shape: kernelShape,
    pads: [...sizes.map(() => before), ...sizes.map(() => after)],
    strides: sizes.map(() => stride),
  };
  return activate(g, g.node('Conv', [x, weight, ...bias], shape, { attributes, name }), activation);
}

export function activate(g: GraphBuilder, x: Value, activation: Activation): Value {
  switch (activation) {
    case 'none':
      return x;
    case 'relu':
      return unary(g, 'Relu', x);
    case 'relu6':
      return g.node('Clip', [x, g.setting([0], []), g.setting([6], [])], x.shape);
    case 'leaky-relu':
      return g.node('LeakyRelu', [x], x.shape, { attributes: { alpha: { real: 0.1 } } });
    case 'mish':
      // Misra 2019; an operator of its own only from opset 18 on.
      return multiply(g, x, unary(g, 'Tanh', unary(g, 'Softplus', x)));
  }
}

/** The largest of each window, padded by half the kernel. */
export function maxPool(g: GraphBuilder, x: Value, kernel: number, stride: number): Value {
  const half = Math.floor(kernel / 2);
  const sizes = x.shape.slice(2).map((size) => Math.floor((size + 2 * half - kernel) / stride) + 1);
  const attributes = {
    kernel_shape: [kernel, kernel],
    pads: [half, half, half, half],
    strides: [stride, stride],
  };
  return g.node('MaxPool', [x], [sizeAt(x, 0), sizeAt(x, 1), ...sizes], { attributes });
}

/** The mean of each channel: [batch, channels]. */
export function averageOfChannels(g: GraphBuilder, x: Value): Value {
  const [batch, channels] = [sizeAt(x, 0), sizeAt(x, 1)];
  const pooled = g.node('GlobalAveragePool', [x], [batch, channels, 1, 1]);
  return g.node('Flatten', [pooled], [batch, channels], { attributes: { axis: 1 } });
}

/** Twice the height and width, each pixel four times. */
export function upsampleNearest(g: GraphBuilder, x: Value): Value {
  const shape = x.shape.map((size, axis) => (axis < 2 ? size : 2 * size));
  const scales = g.setting([1, 1, 2, 2], [4], 'float32');
  const attributes = {
    coordinate_transformation_mode: 'asymmetric',
    mode: 'nearest',
    nearest_mode: 'floor',
  };
  return g.node('Resize', [x, null, scales], shape, { attributes });
}

/** A fully connected layer over [batch, features], as classifiers end with. */
export function fullyConnected(g: GraphBuilder, x: Value, name: string, features: number): Value {
  const [batch, given] = [sizeAt(x, 0), sizeAt(x, 1)];
  // Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.
  const weight = g.weight(`${name}.weight`, [features, given], {
    deviation: Math.sqrt(2 / (given + features)),
  });
  const bias = g.weight(`${name}.bias`, [features], { deviation: biasDeviation });
  g.macs += batch * given * features;
  return g.node('Gemm', [x, weight, bias], [batch, features], { attributes: { transB: 1 }, name });
}
