import { convolution, fullyConnected, maxPool, averageOfChannels } from '../graph/convolution.ts';
import { concat, reshape, slice, transpose } from '../graph/elementwise.ts';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import { sizeAt, type Value } from '../graph/value.ts';
import type { ZooSizes } from './dims.ts';

/** Channels and number of units of each stage, at width 1.0 (Ma et al. 2018, table 5). */
const stages = [
  [116, 4],
  [232, 8],
  [464, 4],
] as const;

export function shufflenetV2(g: GraphBuilder, { batch, imageSize }: ZooSizes): void {
  let x = g.input('input', 'float32', [batch, 3, imageSize, imageSize]);
  x = convolution(g, x, 'conv1', { channels: 24, kernel: 3, stride: 2, activation: 'relu' });
  x = maxPool(g, x, 3, 2);
  for (const [stage, [channels, units]] of stages.entries())
    for (let unit = 0; unit < units; unit += 1) {
      const name = `stage${stage + 2}.${unit}`;
      x = unit === 0 ? downsamplingUnit(g, x, name, channels) : basicUnit(g, x, name, channels);
    }
  x = convolution(g, x, 'conv5', { channels: 1024, activation: 'relu' });
  g.output('output', fullyConnected(g, averageOfChannels(g, x), 'fc', 1000));
}

/** Half of the channels pass by. */
function basicUnit(g: GraphBuilder, x: Value, name: string, channels: number): Value {
  const half = channels / 2;
  const passing = slice(g, x, 1, 0, half);
  const branch = mainBranch(g, slice(g, x, 1, half, channels), name, { channels: half, stride: 1 });
  return shuffle(g, concat(g, [passing, branch], 1));
}

function downsamplingUnit(g: GraphBuilder, x: Value, name: string, channels: number): Value {
  const half = channels / 2;
  const filtered = depthwise(g, x, `${name}.branch1.depthwise`, 2);
  const left = convolution(g, filtered, `${name}.branch1.pointwise`, { channels: half, activation: 'relu' });
  const right = mainBranch(g, x, name, { channels: half, stride: 2 });
  return shuffle(g, concat(g, [left, right], 1));
}

function mainBranch(
  g: GraphBuilder,
  x: Value,
  name: string,
  { channels, stride }: { channels: number; stride: number },
): Value {
  const first = convolution(g, x, `${name}.branch2.pointwise1`, { channels, activation: 'relu' });
  const filtered = depthwise(g, first, `${name}.branch2.depthwise`, stride);
  return convolution(g, filtered, `${name}.branch2.pointwise2`, { channels, activation: 'relu' });
}

function depthwise(g: GraphBuilder, x: Value, name: string, stride: number): Value {
  const channels = sizeAt(x, 1);
  return convolution(g, x, name, { channels, kernel: 3, stride, groups: channels });
}

/** Interleaves the two halves of the channels. */
function shuffle(g: GraphBuilder, x: Value): Value {
  const [batch, channels, height, width] = [sizeAt(x, 0), sizeAt(x, 1), sizeAt(x, 2), sizeAt(x, 3)];
  const grouped = reshape(g, x, [batch, 2, channels / 2, height, width]);
  return reshape(g, transpose(g, grouped, [0, 2, 1, 3, 4]), x.shape);
}
