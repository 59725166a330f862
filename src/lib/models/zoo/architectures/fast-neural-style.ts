import { activate, convolution, upsampleNearest } from '../graph/convolution.ts';
import { add } from '../graph/elementwise.ts';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import { sizeAt, type Value } from '../graph/value.ts';
import type { ZooSizes } from './dims.ts';

const residualBlocks = 5;

export function fastNeuralStyle(g: GraphBuilder, { batch, imageSize }: ZooSizes): void {
  let x = g.input('input', 'float32', [batch, 3, imageSize, imageSize]);
  x = normalized(g, x, 'conv1', { channels: 32, kernel: 9, activation: 'relu' });
  x = normalized(g, x, 'conv2', { channels: 64, kernel: 3, stride: 2, activation: 'relu' });
  x = normalized(g, x, 'conv3', { channels: 128, kernel: 3, stride: 2, activation: 'relu' });
  for (let block = 1; block <= residualBlocks; block += 1) {
    const first = normalized(g, x, `res${block}.conv1`, { channels: 128, kernel: 3, activation: 'relu' });
    const scale = 1 / Math.sqrt(2 * residualBlocks);
    x = add(g, normalized(g, first, `res${block}.conv2`, { channels: 128, kernel: 3, scale }), x);
  }
  x = normalized(g, upsampleNearest(g, x), 'deconv1', { channels: 64, kernel: 3, activation: 'relu' });
  x = normalized(g, upsampleNearest(g, x), 'deconv2', { channels: 32, kernel: 3, activation: 'relu' });
  g.output('output', reflected(g, x, 'deconv3', { channels: 3, kernel: 9 }));
}

interface Layer {
  readonly channels: number;
  readonly kernel: number;
  readonly stride?: number;
  readonly activation?: 'relu';
  /** A factor on what the instance norm gives. */
  readonly scale?: number;
}

/** A convolution, instance norm and the activation. */
function normalized(g: GraphBuilder, x: Value, name: string, layer: Layer): Value {
  const { channels, activation = 'none', scale = 1 } = layer;
  const filtered = reflected(g, x, name, layer);
  const weight = g.weight(`${name}.norm.weight`, [channels], { mean: scale, deviation: 0.1 * scale });
  const bias = g.weight(`${name}.norm.bias`, [channels], { deviation: 0.05 });
  const attributes = { epsilon: { real: 1e-5 } };
  const output = g.node('InstanceNormalization', [filtered, weight, bias], filtered.shape, { attributes });
  return activate(g, output, activation);
}

/** A convolution whose border mirrors the picture. */
function reflected(g: GraphBuilder, x: Value, name: string, { channels, kernel, stride = 1 }: Layer): Value {
  const half = Math.floor(kernel / 2);
  const pads = g.integers([0, 0, half, half, 0, 0, half, half]);
  const shape = [sizeAt(x, 0), sizeAt(x, 1), sizeAt(x, 2) + 2 * half, sizeAt(x, 3) + 2 * half];
  const padded = g.node('Pad', [x, pads], shape, { attributes: { mode: 'reflect' } });
  return convolution(g, padded, name, { channels, kernel, stride, padding: 0, batchNorm: false });
}
