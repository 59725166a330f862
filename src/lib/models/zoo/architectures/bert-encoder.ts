import { add } from '../graph/elementwise.ts';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import {
  additiveMask,
  attend,
  embed,
  embeddingTable,
  gelu,
  layerNorm,
  linear,
  splitHeads,
} from '../graph/transformer.ts';
import type { Value } from '../graph/value.ts';

export interface BertSizes {
  readonly layers: number;
  readonly width: number;
  readonly heads: number;
  readonly inner: number;
}

const [vocabulary, positions, segments] = [30_522, 512, 2];
const epsilon = 1e-12;

/**
 * BERT's encoder without its pooler (Devlin et al. 2018): norms come after the additions.
 * @returns the last hidden state, [batch, tokens, width]
 */
export function bertEncoder(
  g: GraphBuilder,
  { batch, tokens }: { batch: number; tokens: number },
  sizes: BertSizes,
): Value {
  const ids = g.input('input_ids', 'int64', [batch, tokens]);
  const mask = additiveMask(g, g.input('attention_mask', 'int64', [batch, tokens]));
  const segmentIds = g.input('token_type_ids', 'int64', [batch, tokens]);
  const table = (name: string, rows: number) =>
    embeddingTable(g, `embeddings.${name}`, { rows, width: sizes.width, deviation: 0.5 });
  const words = embed(g, table('word', vocabulary), ids);
  const places = g.integers(
    Array.from({ length: tokens }, (_, place) => place),
    [1, tokens],
  );
  const summed = add(g, words, embed(g, table('token_type', segments), segmentIds));
  const placed = add(g, summed, embed(g, table('position', positions), places));
  let x = layerNorm(g, placed, 'embeddings.norm', epsilon);
  for (let layer = 0; layer < sizes.layers; layer += 1)
    x = encoderLayer(g, x, `layers.${layer}`, { ...sizes, mask });
  return x;
}

function encoderLayer(
  g: GraphBuilder,
  x: Value,
  name: string,
  { layers, width, heads, inner, mask }: BertSizes & { mask: Value },
): Value {
  const scale = 1 / Math.sqrt(2 * layers);
  const project = (part: string) =>
    splitHeads(g, linear(g, x, `${name}.attention.${part}`, { features: width }), heads);
  const [queries, keys, values] = [project('query'), project('key'), project('value')];
  const seen = attend(g, { queries, keys, values, mask });
  const attended = linear(g, seen, `${name}.attention.output`, { features: width, scale });
  const middle = layerNorm(g, add(g, attended, x), `${name}.attention.norm`, epsilon);
  const widened = gelu(g, linear(g, middle, `${name}.intermediate`, { features: inner }));
  const narrowed = linear(g, widened, `${name}.output`, { features: width, scale });
  return layerNorm(g, add(g, narrowed, middle), `${name}.norm`, epsilon);
}
