import { add } from '../graph/elementwise.ts';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import { gelu, layerNorm, linear } from '../graph/transformer.ts';
import { sizeAt, type Value } from '../graph/value.ts';

/**
 * A transformer block whose norms stand at the start of its branches: attention, then two linear layers of four times
 * the width between them.
 * @param attention from the normed tokens to what each head saw, before the projection back
 */
export function prenormBlock(
  g: GraphBuilder,
  x: Value,
  name: string,
  { layers, epsilon, attention }: { layers: number; epsilon: number; attention: (normed: Value) => Value },
): Value {
  const width = sizeAt(x, -1);
  const scale = 1 / Math.sqrt(2 * layers);
  const seen = attention(layerNorm(g, x, `${name}.norm1`, epsilon));
  const middle = add(g, x, linear(g, seen, `${name}.attention.output`, { features: width, scale }));
  const normed = layerNorm(g, middle, `${name}.norm2`, epsilon);
  const widened = gelu(g, linear(g, normed, `${name}.fc1`, { features: 4 * width }));
  return add(g, middle, linear(g, widened, `${name}.fc2`, { features: width, scale }));
}
