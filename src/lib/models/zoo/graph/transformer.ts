import { int8Step } from '../weights.ts';
import {
  add,
  divide,
  expand,
  matMul,
  multiply,
  reshape,
  transpose,
  unary,
  unsqueeze,
} from './elementwise.ts';
import type { GraphBuilder } from './graph-builder.ts';
import { elementsIn, sizeAt, type Value } from './value.ts';

const biasDeviation = 0.05;

/** Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010. */
function glorot(given: number, features: number): number {
  return Math.sqrt(2 / (given + features));
}

export interface LinearOptions {
  readonly features: number;
  /** Whether a bias is added; unless stated, it is. */
  readonly bias?: boolean;
  /** A factor on the weights, 1 ÷ √(2·branches) at the end of a residual branch. */
  readonly scale?: number;
}

/** A linear layer over the last axis: a matrix product and the bias. */
export function linear(g: GraphBuilder, x: Value, name: string, options: LinearOptions): Value {
  const { features, bias = true, scale = 1 } = options;
  const deviation = scale * glorot(sizeAt(x, -1), features);
  const dims = [sizeAt(x, -1), features];
  const product =
    g.precision === 'int8'
      ? quantizedProduct(g, x, g.weight(`${name}.weight`, dims, { deviation }, 'int8'), deviation)
      : matMul(g, x, g.weight(`${name}.weight`, dims, { deviation }));
  return bias ? add(g, product, g.weight(`${name}.bias`, [features], { deviation: biasDeviation })) : product;
}

/**
 * A product with int8 weights as ONNX Runtime's dynamic quantization makes it: the activations are quantized to uint8
 * while the model runs, and the whole-number product is scaled back. Symmetric, one scale for each tensor.
 */
export function quantizedProduct(g: GraphBuilder, x: Value, weight: Value, deviation: number): Value {
  const quantized: Value = { name: `${x.name}_quantized`, dtype: 'uint8', shape: x.shape };
  const scale: Value = { name: `${x.name}_scale`, dtype: 'float32', shape: [] };
  const zeroPoint: Value = { name: `${x.name}_zero_point`, dtype: 'uint8', shape: [] };
  // Several layers of one input share its quantization.
  g.keep(quantized.name, () => {
    g.nodeWithOutputs('DynamicQuantizeLinear', [x], [quantized, scale, zeroPoint]);
    return quantized;
  });
  const shape = [...x.shape.slice(0, -1), sizeAt(weight, -1)];
  g.macs += elementsIn(shape) * sizeAt(x, -1);
  const product = g.node('MatMulInteger', [quantized, weight, zeroPoint], shape, { dtype: 'int32' });
  const step = g.storedNumber(`${weight.name}_scale`, int8Step(deviation));
  return multiply(g, g.cast(product, 'float32'), multiply(g, scale, step));
}

export interface Embedding {
  readonly table: Value;
  readonly deviation: number;
}

/** A table of rows that ids choose from; with int8 weights, rows of int8. */
export function embeddingTable(
  g: GraphBuilder,
  name: string,
  { rows, width, deviation }: { rows: number; width: number; deviation: number },
): Embedding {
  const dataType = g.precision === 'int8' ? 'int8' : g.floatType;
  return { table: g.weight(name, [rows, width], { deviation }, dataType), deviation };
}

/** The rows that ids choose. */
export function embed(g: GraphBuilder, { table, deviation }: Embedding, ids: Value): Value {
  const shape = [...ids.shape, sizeAt(table, 1)];
  const rows = g.node('Gather', [table, ids], shape, { attributes: { axis: 0 } });
  if (table.dtype !== 'int8') return rows;
  const step = g.storedNumber(`${table.name}_scale`, int8Step(deviation));
  return g.node('DequantizeLinear', [rows, step], shape, { dtype: 'float32' });
}

export function layerNorm(g: GraphBuilder, x: Value, name: string, epsilon: number): Value {
  const width = sizeAt(x, -1);
  const weight = g.weight(`${name}.weight`, [width], { mean: 1, deviation: 0.1 });
  const bias = g.weight(`${name}.bias`, [width], { deviation: biasDeviation });
  const attributes = { axis: -1, epsilon: { real: epsilon } };
  return g.node('LayerNormalization', [x, weight, bias], x.shape, { attributes, name });
}

/** The root mean square of the last axis becomes 1 (Zhang and Sennrich 2019), in the operators exporters write. */
export function rmsNorm(g: GraphBuilder, x: Value, name: string, epsilon: number): Value {
  const weight = g.weight(`${name}.weight`, [sizeAt(x, -1)], { mean: 1, deviation: 0.1 });
  const squares = g.node('Pow', [x, g.number(2)], x.shape);
  const meanSquare = g.node('ReduceMean', [squares], [...x.shape.slice(0, -1), 1], {
    attributes: { axes: [-1], keepdims: 1 },
  });
  const root = unary(g, 'Sqrt', add(g, meanSquare, g.number(epsilon)));
  return multiply(g, multiply(g, x, unary(g, 'Reciprocal', root)), weight);
}

/** x · Φ(x) with the error function (Hendrycks and Gimpel 2016), in the operators that exporters write. */
export function gelu(g: GraphBuilder, x: Value): Value {
  const error = unary(g, 'Erf', divide(g, x, g.number(Math.SQRT2)));
  return multiply(g, multiply(g, x, add(g, error, g.number(1))), g.number(0.5));
}

/** x · σ(x). */
export function silu(g: GraphBuilder, x: Value): Value {
  return multiply(g, x, unary(g, 'Sigmoid', x));
}

/** [batch, tokens, heads · width] as [batch, heads, tokens, width]. */
export function splitHeads(g: GraphBuilder, x: Value, heads: number): Value {
  const [batch, tokens, features] = [sizeAt(x, 0), sizeAt(x, 1), sizeAt(x, 2)];
  return transpose(g, reshape(g, x, [batch, tokens, heads, features / heads]), [0, 2, 1, 3]);
}

/**
 * Scaled dot-product attention (Vaswani et al. 2017) of queries, keys and values, each [batch, heads, tokens, width].
 * @param mask added to the scores; null where every token sees every other
 * @returns [batch, tokens, heads · width]
 */
export function attend(
  g: GraphBuilder,
  { queries, keys, values, mask }: { queries: Value; keys: Value; values: Value; mask: Value | null },
): Value {
  const width = sizeAt(queries, 3);
  const scores = divide(g, matMul(g, queries, transpose(g, keys, [0, 1, 3, 2])), g.number(Math.sqrt(width)));
  const masked = mask === null ? scores : add(g, scores, mask);
  const shares = g.node('Softmax', [masked], masked.shape, { attributes: { axis: -1 } });
  const mixed = transpose(g, matMul(g, shares, values), [0, 2, 1, 3]);
  const [batch, tokens, heads] = [sizeAt(mixed, 0), sizeAt(mixed, 1), sizeAt(mixed, 2)];
  return reshape(g, mixed, [batch, tokens, heads * width]);
}

/** What a mask of ones and zeros adds to scores: 0 for tokens to see, the lowest float for others; [batch, 1, 1, tokens]. */
export function additiveMask(g: GraphBuilder, mask: Value): Value {
  const spread = unsqueeze(g, mask, [1, 2]);
  const hidden = g.node('Sub', [g.number(1), g.cast(spread, 'float32')], spread.shape);
  return multiply(g, hidden, g.number(-3.4028234663852886e38));
}

/** Each of the heads `times` times in a row, for queries that share keys and values (Ainslie et al. 2023). */
export function repeatHeads(g: GraphBuilder, x: Value, times: number): Value {
  const [batch, heads, tokens, width] = [sizeAt(x, 0), sizeAt(x, 1), sizeAt(x, 2), sizeAt(x, 3)];
  const repeated = expand(g, unsqueeze(g, x, [2]), [batch, heads, times, tokens, width]);
  return reshape(g, repeated, [batch, heads * times, tokens, width]);
}
