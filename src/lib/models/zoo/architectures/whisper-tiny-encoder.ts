import { convolution } from '../graph/convolution.ts';
import { add, transpose } from '../graph/elementwise.ts';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import { attend, gelu, layerNorm, linear, splitHeads } from '../graph/transformer.ts';
import type { Value } from '../graph/value.ts';
import type { ZooSizes } from './dims.ts';
import { prenormBlock } from './prenorm-block.ts';

const [melBands, frames, width, layers, heads] = [80, 3000, 384, 4, 6];
const epsilon = 1e-5;

/** Thirty seconds of sound as a mel spectrogram; the positions fix the length. */
export function whisperTinyEncoder(g: GraphBuilder, { batch }: ZooSizes): void {
  const spectrogram = g.input('input_features', 'float32', [batch, melBands, frames]);
  const plain = { channels: width, kernel: 3, batchNorm: false };
  const first = gelu(g, convolution(g, spectrogram, 'conv1', plain));
  const halved = gelu(g, convolution(g, first, 'conv2', { ...plain, stride: 2 }));
  const positions = g.weight('embed_positions', [frames / 2, width], { deviation: 0.5 });
  let x = add(g, transpose(g, halved, [0, 2, 1]), positions);
  const attention = (name: string) => (normed: Value) => selfAttention(g, normed, `${name}.attention`);
  for (let layer = 0; layer < layers; layer += 1) {
    const name = `layers.${layer}`;
    x = prenormBlock(g, x, name, { layers, epsilon, attention: attention(name) });
  }
  g.output('last_hidden_state', layerNorm(g, x, 'layer_norm', epsilon));
}

/** The keys have no bias. */
function selfAttention(g: GraphBuilder, x: Value, name: string): Value {
  const project = (part: string, bias: boolean) =>
    splitHeads(g, linear(g, x, `${name}.${part}`, { features: width, bias }), heads);
  const [queries, keys, values] = [project('query', true), project('key', false), project('value', true)];
  return attend(g, { queries, keys, values, mask: null });
}
