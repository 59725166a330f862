import { convolution, type ConvolutionOptions } from './convolution.ts';
import { add } from './elementwise.ts';
import type { GraphBuilder } from './graph-builder.ts';
import { sizeAt, type Value } from './value.ts';

/** A convolution whose kernel and stride are stated. */
export type StridedOptions = ConvolutionOptions & { readonly kernel: number; readonly stride: number };

export interface InvertedResidual {
  readonly expansion: number;
  readonly kernel: number;
  readonly channels: number;
  readonly stride: number;
  /** Of the whole network, for the scale of this one. */
  readonly residualBranches: number;
  /** The depthwise convolution, where it is padded otherwise than by half its kernel. */
  readonly depthwise?: (g: GraphBuilder, x: Value, name: string, options: StridedOptions) => Value;
}

/** Expand, filter each channel by itself, project; added to what came in where that has the same shape. */
export function invertedResidual(
  g: GraphBuilder,
  x: Value,
  name: string,
  { expansion, kernel, channels, stride, residualBranches, depthwise = convolution }: InvertedResidual,
): Value {
  const hidden = sizeAt(x, 1) * expansion;
  const expanded =
    expansion === 1 ? x : convolution(g, x, `${name}.expand`, { channels: hidden, activation: 'relu6' });
  const filtered = depthwise(g, expanded, `${name}.depthwise`, {
    channels: hidden,
    kernel,
    stride,
    groups: hidden,
    activation: 'relu6',
  });
  const isResidual = stride === 1 && sizeAt(x, 1) === channels;
  const scale = isResidual ? 1 / Math.sqrt(2 * residualBranches) : 1;
  const projected = convolution(g, filtered, `${name}.project`, { channels, scale });
  return isResidual ? add(g, x, projected) : projected;
}
