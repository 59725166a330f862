import { add, broadcast, multiply, type Inferred, type Shape, type Size } from './known.ts';
import { alike, type Rule, type Rules } from './rule.ts';

/** A size divided by a number that attributes state. */
function divided(size: Size, by: number): Size {
  return size === null || by === 0 ? null : size / by;
}

/** com.microsoft.Attention: one matrix makes queries, keys and values of the input. */
const attention: Rule = (view) => {
  const dtype = view.dtype(0);
  const [input, weights] = [view.shape(0), view.shape(1)];
  const [batch = null, length = null] = input ?? [];
  const sizes = view.ints('qkv_hidden_sizes');
  const hidden = sizes?.[2] ?? divided(weights?.[1] ?? null, 3);
  const heads = view.int('num_heads', 1);
  const past = view.has(4) ? (view.shape(4)?.[3] ?? null) : 0;
  const present: Shape = [2, batch, heads, add(past, length), divided(hidden, heads)];
  return [
    { dtype, shape: [batch, length, hidden] },
    { dtype, shape: present },
  ];
};

/** com.microsoft.MultiHeadAttention: queries, keys and values apart, or packed into one. */
const multiHeadAttention: Rule = (view) => {
  const dtype = view.dtype(0);
  const [query, key, value] = [view.shape(0), view.shape(1), view.shape(2)];
  const heads = view.int('num_heads', 1);
  const [batch = null, length = null] = query ?? [];
  const isPacked = query?.length === 5;
  const hidden = isPacked
    ? multiply(heads, query.at(-1) ?? null)
    : value?.length === 4
      ? multiply(value[1] ?? null, value[3] ?? null)
      : value?.length === 3
        ? (value[2] ?? null)
        : (query?.[2] ?? null);
  const keys = isPacked ? length : key?.length === 4 ? (key[2] ?? null) : (key?.[1] ?? null);
  const past = view.has(6) ? (view.shape(6)?.[2] ?? null) : 0;
  const present = (width: Size): Inferred => ({
    dtype,
    shape: [batch, heads, add(past, keys), divided(width, heads)],
  });
  return [
    { dtype, shape: query && [batch, length, hidden] },
    present(isPacked ? hidden : (query?.[2] ?? null)),
    present(hidden),
  ];
};

/** com.microsoft.GroupQueryAttention; the cache comes back longer, or in a buffer of its full length. */
const groupQueryAttention: Rule = (view) => {
  const dtype = view.dtype(0);
  const query = view.shape(0);
  const [heads, keyHeads] = [view.int('num_heads', 1), view.int('kv_num_heads', 1)];
  const [batch = null, length = null, width = null] = query ?? [];
  const head = view.has(1) ? divided(width, heads) : divided(width, heads + 2 * keyHeads);
  const past = view.has(3) ? (view.shape(3)?.[2] ?? null) : 0;
  const total = view.numbers(6)?.[0] ?? add(past, length);
  const kept = past === null || total === null ? null : Math.max(past, total);
  const present: Inferred = { dtype, shape: [batch, keyHeads, kept, head] };
  return [{ dtype, shape: query && [batch, length, multiply(heads, head)] }, present, present];
};

/** ONNX's own Attention, since opset 23: heads along an axis of their own, or side by side in the last. */
const standardAttention: Rule = (view) => {
  const dtype = view.dtype(0);
  const [query, key, value] = [view.shape(0), view.shape(1), view.shape(2)];
  if (query === null || key === null || value === null) return [{ dtype, shape: null }];
  const past = view.has(4) ? (view.shape(4)?.[2] ?? null) : 0;
  const isSplit = query.length === 4;
  const [heads, keyHeads] = [view.int('q_num_heads', 0), view.int('kv_num_heads', 0)];
  const valueHead = isSplit ? (value[3] ?? null) : divided(value[2] ?? null, keyHeads);
  const keyHead = isSplit ? (key[3] ?? null) : divided(key[2] ?? null, keyHeads);
  const cachedHeads = isSplit ? (key[1] ?? null) : keyHeads;
  const length = isSplit ? (query[2] ?? null) : (query[1] ?? null);
  const total = add(past, isSplit ? (key[2] ?? null) : (key[1] ?? null));
  const batch = query[0] ?? null;
  return [
    {
      dtype,
      shape: isSplit
        ? [batch, query[1] ?? null, length, valueHead]
        : [batch, length, multiply(valueHead, heads)],
    },
    { dtype, shape: [batch, cachedHeads, total, keyHead] },
    { dtype, shape: [batch, cachedHeads, total, valueHead] },
    { dtype, shape: [batch, isSplit ? (query[1] ?? null) : heads, length, total] },
  ];
};

/** Elementwise operators of ONNX Runtime on quantized tensors: operands at 0 and 3. */
const quantizedPair: Rule = (view) => {
  const [a, b] = [view.shape(0), view.shape(3)];
  if (a === null || b === null) return [{ dtype: view.dtype(0), shape: null }];
  const shape = broadcast([a, b]);
  return shape && [{ dtype: view.dtype(0), shape }];
};

export const attentionRules: Rules = {
  'com.microsoft.Attention': attention,
  'com.microsoft.QAttention': (view) =>
    attention(view)
      ?.slice(0, 1)
      .map((each) => ({ ...each, dtype: view.dtype(3) })) ?? null,
  'com.microsoft.MultiHeadAttention': multiHeadAttention,
  'com.microsoft.GroupQueryAttention': groupQueryAttention,
  Attention: standardAttention,
  ...alike(['com.microsoft.RotaryEmbedding', 'RotaryEmbedding'], (view) => [
    { dtype: view.dtype(0), shape: view.shape(0) },
  ]),
  ...alike(['com.microsoft.QLinearAdd', 'com.microsoft.QLinearMul'], quantizedPair),
};
