import { averageOfChannels, convolution, fullyConnected } from '../graph/convolution.ts';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import { invertedResidual, type StridedOptions } from '../graph/inverted-residual.ts';
import { sizeAt, type Value } from '../graph/value.ts';
import type { ZooSizes } from './dims.ts';

/**
 * Expansion, kernel, channels, blocks and the first block's stride of each stage: EfficientNet-B0's (Tan and Le 2019,
 * table 1) at width 1.4 and depth 1.8, rounded as TensorFlow's implementation does. The lite ones scale neither stem
 * nor head nor the depth of the first and last stage, and have no squeeze-and-excitation.
 */
const stages = [
  [1, 3, 24, 1, 1],
  [6, 3, 32, 4, 2],
  [6, 5, 56, 4, 2],
  [6, 3, 112, 6, 2],
  [6, 5, 160, 6, 1],
  [6, 5, 272, 8, 2],
  [6, 3, 448, 1, 1],
] as const;
const residualBranches = 23;

export function efficientnetLite4(g: GraphBuilder, { batch, imageSize }: ZooSizes): void {
  let x = g.input('images', 'float32', [batch, 3, imageSize, imageSize]);
  x = samePadded(g, x, 'stem', { channels: 32, kernel: 3, stride: 2, activation: 'relu6' });
  let block = 0;
  for (const [expansion, kernel, channels, blocks, firstStride] of stages)
    for (let index = 0; index < blocks; index += 1, block += 1) {
      const stride = index === 0 ? firstStride : 1;
      x = invertedResidual(g, x, `blocks.${block}`, {
        expansion,
        kernel,
        channels,
        stride,
        residualBranches,
        depthwise: samePadded,
      });
    }
  x = convolution(g, x, 'head', { channels: 1280, activation: 'relu6' });
  g.output('logits', fullyConnected(g, averageOfChannels(g, x), 'classifier', 1000));
}

/** TensorFlow's padding: the output has size ÷ stride, rounded up, and an odd pixel of padding comes last. */
function samePadded(g: GraphBuilder, x: Value, name: string, options: StridedOptions): Value {
  const size = sizeAt(x, 2);
  const { kernel, stride } = options;
  const total = Math.max(0, (Math.ceil(size / stride) - 1) * stride + kernel - size);
  const before = Math.floor(total / 2);
  return convolution(g, x, name, { ...options, padding: [before, total - before] });
}
