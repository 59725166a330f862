import { convolution, fullyConnected } from '../graph/convolution.ts';
import { add, concat, expand, pick, reshape, transpose } from '../graph/elementwise.ts';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import { attend, layerNorm, linear } from '../graph/transformer.ts';
import { sizeAt, type Value } from '../graph/value.ts';
import type { ZooSizes } from './dims.ts';
import { prenormBlock } from './prenorm-block.ts';

const [imageSize, patchSize, width, layers, heads] = [224, 16, 192, 12, 3];
const epsilon = 1e-6;

/** The positions fix the size of the image. */
export function deitTiny(g: GraphBuilder, { batch }: ZooSizes): void {
  const image = g.input('pixel_values', 'float32', [batch, 3, imageSize, imageSize]);
  let x = patches(g, image);
  const attention = (name: string) => (normed: Value) => selfAttention(g, normed, `${name}.attention.qkv`);
  for (let layer = 0; layer < layers; layer += 1) {
    const name = `blocks.${layer}`;
    x = prenormBlock(g, x, name, { layers, epsilon, attention: attention(name) });
  }
  const classToken = pick(g, layerNorm(g, x, 'norm', epsilon), 1, 0);
  g.output('logits', fullyConnected(g, classToken, 'head', 1000));
}

/** The image as a row of patches, the class token before them, each with its position: [batch, 197, 192]. */
function patches(g: GraphBuilder, image: Value): Value {
  const batch = sizeAt(image, 0);
  const map = convolution(g, image, 'patch_embed', {
    channels: width,
    kernel: patchSize,
    stride: patchSize,
    padding: 0,
    batchNorm: false,
  });
  const count = sizeAt(map, 2) * sizeAt(map, 3);
  const row = transpose(g, reshape(g, map, [batch, width, count]), [0, 2, 1]);
  const classToken = expand(g, g.weight('class_token', [1, 1, width], { deviation: 1 }), [batch, 1, width]);
  const positions = g.weight('position_embeddings', [1, count + 1, width], { deviation: 0.5 });
  return add(g, concat(g, [classToken, row], 1), positions);
}

/** Queries, keys and values come from one linear layer. */
function selfAttention(g: GraphBuilder, x: Value, name: string): Value {
  const [batch, tokens] = [sizeAt(x, 0), sizeAt(x, 1)];
  const joined = linear(g, x, name, { features: 3 * width });
  const apart = reshape(g, joined, [batch, tokens, 3, heads, width / heads]);
  const byKind = transpose(g, apart, [2, 0, 3, 1, 4]);
  const [queries, keys, values] = [pick(g, byKind, 0, 0), pick(g, byKind, 0, 1), pick(g, byKind, 0, 2)];
  return attend(g, { queries, keys, values, mask: null });
}
