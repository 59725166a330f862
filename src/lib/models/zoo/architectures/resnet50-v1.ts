import { activate, averageOfChannels, convolution, fullyConnected, maxPool } from '../graph/convolution.ts';
import { add } from '../graph/elementwise.ts';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import type { Value } from '../graph/value.ts';
import type { ZooSizes } from './dims.ts';

/** Channels inside the bottlenecks and number of blocks of each stage (He et al. 2015, table 1). */
const stages = [
  [64, 3],
  [128, 4],
  [256, 6],
  [512, 3],
] as const;
const residualBranches = 16;

/** Version 1: the first 1×1 convolution of a stage has the stride; version 1.5 has it in the 3×3. */
export function resnet50V1(g: GraphBuilder, { batch, imageSize }: ZooSizes): void {
  let x = g.input('input', 'float32', [batch, 3, imageSize, imageSize]);
  x = convolution(g, x, 'conv1', { channels: 64, kernel: 7, stride: 2, activation: 'relu' });
  x = maxPool(g, x, 3, 2);
  for (const [stage, [channels, blocks]] of stages.entries())
    for (let block = 0; block < blocks; block += 1)
      x = bottleneck(g, x, `layer${stage + 1}.${block}`, {
        channels,
        stride: block === 0 && stage > 0 ? 2 : 1,
        isFirst: block === 0,
      });
  g.output('output', fullyConnected(g, averageOfChannels(g, x), 'fc', 1000));
}

function bottleneck(
  g: GraphBuilder,
  x: Value,
  name: string,
  { channels, stride, isFirst }: { channels: number; stride: number; isFirst: boolean },
): Value {
  const reduced = convolution(g, x, `${name}.conv1`, { channels, stride, activation: 'relu' });
  const filtered = convolution(g, reduced, `${name}.conv2`, { channels, kernel: 3, activation: 'relu' });
  const branch = convolution(g, filtered, `${name}.conv3`, {
    channels: 4 * channels,
    scale: 1 / Math.sqrt(2 * residualBranches),
  });
  const shortcut = isFirst
    ? convolution(g, x, `${name}.downsample`, { channels: 4 * channels, stride, scaledFor: 'relu' })
    : x;
  return activate(g, add(g, branch, shortcut), 'relu');
}
