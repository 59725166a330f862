import { convolution } from '../graph/convolution.ts';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import type { ZooSizes } from './dims.ts';

const upscaling = 3;

/** Every convolution at the small size; the last one's nine channels become the pixels between. */
export function superResolution(g: GraphBuilder, { batch, imageSize }: ZooSizes): void {
  const plain = { batchNorm: false, activation: 'relu' } as const;
  let x = g.input('input', 'float32', [batch, 1, imageSize, imageSize]);
  x = convolution(g, x, 'conv1', { ...plain, channels: 64, kernel: 5 });
  x = convolution(g, x, 'conv2', { ...plain, channels: 64, kernel: 3 });
  x = convolution(g, x, 'conv3', { ...plain, channels: 32, kernel: 3 });
  x = convolution(g, x, 'conv4', { channels: upscaling ** 2, kernel: 3, batchNorm: false });
  const size = upscaling * imageSize;
  const attributes = { blocksize: upscaling, mode: 'CRD' };
  g.output('output', g.node('DepthToSpace', [x], [batch, 1, size, size], { attributes }));
}
