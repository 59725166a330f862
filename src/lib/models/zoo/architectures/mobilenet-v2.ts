import { averageOfChannels, convolution, fullyConnected } from '../graph/convolution.ts';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import { invertedResidual } from '../graph/inverted-residual.ts';
import type { ZooSizes } from './dims.ts';

/** Expansion, channels, blocks and the first block's stride of each stage (Sandler et al. 2018, table 2). */
const stages = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1],
] as const;
const residualBranches = 10;

export function mobilenetV2(g: GraphBuilder, { batch, imageSize }: ZooSizes): void {
  let x = g.input('input', 'float32', [batch, 3, imageSize, imageSize]);
  x = convolution(g, x, 'features.0', { channels: 32, kernel: 3, stride: 2, activation: 'relu6' });
  let block = 1;
  for (const [expansion, channels, blocks, firstStride] of stages)
    for (let index = 0; index < blocks; index += 1, block += 1) {
      const stride = index === 0 ? firstStride : 1;
      x = invertedResidual(g, x, `features.${block}`, {
        expansion,
        kernel: 3,
        channels,
        stride,
        residualBranches,
      });
    }
  x = convolution(g, x, `features.${block}`, { channels: 1280, activation: 'relu6' });
  g.output('output', fullyConnected(g, averageOfChannels(g, x), 'classifier', 1000));
}
