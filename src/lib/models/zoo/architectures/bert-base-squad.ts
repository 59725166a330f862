import { pick } from '../graph/elementwise.ts';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import { linear } from '../graph/transformer.ts';
import { bertEncoder } from './bert-encoder.ts';
import type { ZooSizes } from './dims.ts';

/** BERT base, and for each token how likely an answer starts and ends there. */
export function bertBaseSquad(g: GraphBuilder, { batch, sequenceLength }: ZooSizes): void {
  const sizes = { layers: 12, width: 768, heads: 12, inner: 3072 };
  const hidden = bertEncoder(g, { batch, tokens: sequenceLength }, sizes);
  const logits = linear(g, hidden, 'qa_outputs', { features: 2 });
  g.output('start_logits', pick(g, logits, 2, 0));
  g.output('end_logits', pick(g, logits, 2, 1));
}
