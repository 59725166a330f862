import { add, concat, multiply, reshape, slice, transpose, unary, unsqueeze } from '../graph/elementwise.ts';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import {
  additiveMask,
  attend,
  embed,
  embeddingTable,
  linear,
  quantizedProduct,
  repeatHeads,
  rmsNorm,
  silu,
  splitHeads,
  type Embedding,
} from '../graph/transformer.ts';
import { elementsIn, sizeAt, type Value } from '../graph/value.ts';
import type { ZooSizes } from './dims.ts';

const [vocabulary, width, layers, heads, sharedHeads, inner] = [49_152, 576, 30, 9, 3, 1536];
const headWidth = width / heads;
const epsilon = 1e-5;
/** The natural logarithm of the rotary base, 100,000. */
const logarithmOfBase = 11.512925464970229;
const scale = 1 / Math.sqrt(2 * layers);

/**
 * One step of decoding: a new token, and the keys and values of all before it. The outputs `present.*` are the cache
 * for the next step.
 */
export function smollm2Decode(g: GraphBuilder, { batch, sequenceLength }: ZooSizes): void {
  const past = sequenceLength - 1;
  const ids = g.input('input_ids', 'int64', [batch, 1]);
  const mask = additiveMask(g, g.input('attention_mask', 'int64', [batch, sequenceLength]));
  const rotation = rotaryAngles(g, g.input('position_ids', 'int64', [batch, 1]));
  // Scaled so that the logits, which come from the same table, have unit variance.
  const words = embeddingTable(g, 'embed_tokens', {
    rows: vocabulary,
    width,
    deviation: 1 / Math.sqrt(width),
  });
  const cache = Array.from({ length: layers }, (_, layer) => ({
    key: g.input(`past_key_values.${layer}.key`, 'float32', [batch, sharedHeads, past, headWidth]),
    value: g.input(`past_key_values.${layer}.value`, 'float32', [batch, sharedHeads, past, headWidth]),
  }));
  let x = embed(g, words, ids);
  const presents: [string, Value][] = [];
  for (const [layer, { key, value }] of cache.entries()) {
    const name = `layers.${layer}`;
    const step = attention(g, rmsNorm(g, x, `${name}.norm1`, epsilon), name, { key, value, mask, rotation });
    presents.push([`present.${layer}.key`, step.keys], [`present.${layer}.value`, step.values]);
    x = add(g, x, step.output);
    x = add(g, x, gatedLayers(g, rmsNorm(g, x, `${name}.norm2`, epsilon), name));
  }
  g.output('logits', tiedLogits(g, rmsNorm(g, x, 'norm', epsilon), words));
  for (const [name, value] of presents) g.output(name, value);
}

interface Rotation {
  readonly cosines: Value;
  readonly sines: Value;
}

/** Cosines and sines of rotary positions (Su et al. 2021), [batch, 1, 1, head width]; frequencies are computed. */
function rotaryAngles(g: GraphBuilder, positions: Value): Rotation {
  const half = headWidth / 2;
  const bounds = [g.integers([0], []), g.integers([half], []), g.integers([1], [])];
  const pairs = g.cast(g.node('Range', bounds, [half]), 'float32');
  const frequencies = unary(g, 'Exp', multiply(g, pairs, g.number(-logarithmOfBase / half)));
  const angles = multiply(g, unsqueeze(g, g.cast(positions, 'float32'), [2]), frequencies);
  const both = concat(g, [angles, angles], -1);
  return {
    cosines: unsqueeze(g, unary(g, 'Cos', both), [1]),
    sines: unsqueeze(g, unary(g, 'Sin', both), [1]),
  };
}

function rotate(g: GraphBuilder, x: Value, { cosines, sines }: Rotation): Value {
  const half = headWidth / 2;
  const turned = concat(g, [unary(g, 'Neg', slice(g, x, 3, half, headWidth)), slice(g, x, 3, 0, half)], -1);
  return add(g, multiply(g, x, cosines), multiply(g, turned, sines));
}

/** Nine query heads share three heads of keys and values. */
function attention(
  g: GraphBuilder,
  x: Value,
  name: string,
  { key, value, mask, rotation }: { key: Value; value: Value; mask: Value; rotation: Rotation },
): { output: Value; keys: Value; values: Value } {
  const project = (part: string, count: number) =>
    splitHeads(
      g,
      linear(g, x, `${name}.attention.${part}`, { features: count * headWidth, bias: false }),
      count,
    );
  const queries = rotate(g, project('query', heads), rotation);
  const newKeys = rotate(g, project('key', sharedHeads), rotation);
  const keys = concat(g, [key, newKeys], 2);
  const values = concat(g, [value, project('value', sharedHeads)], 2);
  const times = heads / sharedHeads;
  const seen = attend(g, {
    queries,
    keys: repeatHeads(g, keys, times),
    values: repeatHeads(g, values, times),
    mask,
  });
  const output = linear(g, seen, `${name}.attention.output`, { features: width, bias: false, scale });
  return { output, keys, values };
}

function gatedLayers(g: GraphBuilder, x: Value, name: string): Value {
  const gate = silu(g, linear(g, x, `${name}.gate`, { features: inner, bias: false }));
  const widened = multiply(g, gate, linear(g, x, `${name}.up`, { features: inner, bias: false }));
  return linear(g, widened, `${name}.down`, { features: width, bias: false, scale });
}

/** The product with the transposed table of words: [batch, 1, vocabulary]. */
function tiedLogits(g: GraphBuilder, x: Value, { table, deviation }: Embedding): Value {
  const batch = sizeAt(x, 0);
  const shape = [batch, vocabulary];
  const row = reshape(g, x, [batch, width]);
  if (table.dtype === 'int8')
    return reshape(g, quantizedProduct(g, row, transpose(g, table, [1, 0]), deviation), [
      batch,
      1,
      vocabulary,
    ]);
  g.macs += elementsIn(shape) * width;
  const logits = g.node('Gemm', [row, table], shape, { attributes: { transB: 1 } });
  return reshape(g, logits, [batch, 1, vocabulary]);
}
