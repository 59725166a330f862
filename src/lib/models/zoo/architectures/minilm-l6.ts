import type { GraphBuilder } from '../graph/graph-builder.ts';
import { bertEncoder } from './bert-encoder.ts';
import type { ZooSizes } from './dims.ts';

/** Six of BERT's layers, narrow; sentences' vectors are means over the tokens, made outside of the model. */
export function minilmL6(g: GraphBuilder, { batch, sequenceLength }: ZooSizes): void {
  const sizes = { layers: 6, width: 384, heads: 12, inner: 1536 };
  g.output('last_hidden_state', bertEncoder(g, { batch, tokens: sequenceLength }, sizes));
}
