import { intAttribute, type OnnxNode } from '../schema.ts';
import { multiply, productOf, type Shape, type Size } from '../shapes/known.ts';
import { einsumSizes } from '../shapes/product-rules.ts';

/** What the count of a node needs. Shapes are null where unknown, and for optional inputs that are left out. */
export interface MacNode {
  readonly inputs: readonly (Shape | null)[];
  readonly outputs: readonly (Shape | null)[];
  /** Attributes; 0 and '' where the node does not state them, or nobody knows the node. */
  int(name: string): number;
  text(name: string): string;
  /** How many keys a group-query attention looks at, where that is known. */
  readonly totalLength: Size;
}

const utf8 = new TextDecoder();

/** A node without shapes. @param node null where nobody knows its attributes */
export function macNodeOf(node: OnnxNode | null): MacNode {
  return {
    inputs: [],
    outputs: [],
    int: (name) => (node === null ? 0 : intAttribute(node, name, 0)),
    text: (name) => {
      const found = node?.attributes.find((attribute) => attribute.name === name);
      return found?.type === 'string' ? utf8.decode(found.s) : '';
    },
    totalLength: null,
  };
}

/** Multiply-accumulates of one run of a node; null where a shape that it depends on is unknown. */
type MacRule = (node: MacNode) => Size;

function elements(shape: Shape | null | undefined): Size {
  return shape == null ? null : productOf(shape);
}

/** N·Co·Ho·Wo·(Ci/g)·Kh·Kw: each output element sums over a window of its group. */
function convolution(weightsAt: number): MacRule {
  return ({ inputs, outputs }) => multiply(elements(outputs[0]), elements(inputs[weightsAt]?.slice(1)));
}

/** N·Ci·Hi·Wi·(Co/g)·Kh·Kw: each input element is spread over a window. */
const transposedConvolution: MacRule = ({ inputs }) =>
  multiply(elements(inputs[0]), elements(inputs[1]?.slice(1)));

/** batch·M·N·K: each output element sums over the inner size. */
const product: MacRule = (node) => {
  const [a] = node.inputs;
  const inner = node.int('transA') === 0 ? a?.at(-1) : (a?.at(-2) ?? a?.at(-1));
  return multiply(elements(node.outputs[0]), inner ?? null);
};

/** M·N·K of matrices that may be transposed: K is what A holds per row of the result, so no attribute is needed. */
const general: MacRule = ({ inputs, outputs }) => {
  const [rows, columns] = outputs[0] ?? [];
  return rows === 0 ? 0 : multiply(elements(inputs[0]), columns ?? null);
};

/** All letters' sizes multiplied, once for each operand after the first. */
const einsum: MacRule = (node) => {
  const shapes = node.inputs.flatMap((shape) => (shape === null ? [] : [shape]));
  if (shapes.length < node.inputs.length) return null;
  const found = einsumSizes(node.text('equation'), shapes);
  return found && multiply(productOf([...found.sizes.values()]), shapes.length - 1);
};

/**
 * Gates·T·B·H·(I + H) per direction: in each step every element of the input's and the state's weights is used once,
 * and those tensors hold all gates (4 of LSTM, 3 of GRU, 1 of RNN) and directions.
 */
const recurrent: MacRule = ({ inputs }) => {
  const [input, weights, states] = inputs;
  const [steps, recurrences] = [elements(input?.slice(0, 2)), [elements(weights), elements(states)]];
  const [fromInput = null, fromState = null] = recurrences;
  return fromInput === null || fromState === null ? null : multiply(steps, fromInput + fromState);
};

/** Queries times keys, and the weights that come of it times values: 2·B·H·Sq·Sk·D where both have one width. */
function attended(queries: Size, results: Size, keys: Size): Size {
  return queries === null || results === null ? null : multiply(queries + results, keys);
}

/** Length of the keys: of the cache that comes out, else of the keys that go in. */
function keyLength({ inputs, outputs }: MacNode): Size {
  const present = outputs[1];
  if (present != null) return present[2] ?? null;
  const [query, key] = inputs;
  if (key == null) return query?.length === 5 ? (query[1] ?? null) : null;
  return (key.length === 4 ? key[2] : key[1]) ?? null;
}

/** MultiHeadAttention (queries alone, or [B, S, H, 3, D] packed) and ONNX's own Attention. */
const apart: MacRule = (node) => {
  const [query] = node.inputs;
  const queries = elements(query?.length === 5 ? query.with(3, 1) : query);
  return attended(queries, elements(node.outputs[0]), keyLength(node));
};

/** com.microsoft.Attention: makes queries, keys and values of its input first. */
const projected: MacRule = (node) => {
  const { inputs, outputs } = node;
  const [input, weights] = inputs;
  const [batch = null, length = null, width = null] = outputs[0] ?? [];
  const columns = weights?.[1] ?? null;
  if (columns === null || width === null) return null;
  const keys = outputs[1] == null ? length : (outputs[1][3] ?? null);
  const queries = multiply(multiply(batch, length), (columns - width) / 2);
  const attention = attended(queries, elements(outputs[0]), keys);
  const projection = multiply(elements(input), columns);
  return attention === null || projection === null ? null : attention + projection;
};

const attention: MacRule = (node) => (node.inputs[1]?.length === 2 ? projected(node) : apart(node));

const grouped: MacRule = (node) => {
  const results = elements(node.outputs[0]);
  return attended(results, results, node.totalLength ?? keyLength(node));
};

/**
 * By operator of ONNX and of ONNX Runtime's domain, which name none differently. What is not here computes element by
 * element, moves data or looks it up, and counts 0.
 */
export const macRules: Readonly<Record<string, MacRule>> = {
  Conv: convolution(1),
  FusedConv: convolution(1),
  ConvInteger: convolution(1),
  DeformConv: convolution(1),
  QLinearConv: convolution(3),
  ConvTranspose: transposedConvolution,
  Gemm: general,
  FusedGemm: general,
  QGemm: general,
  MatMul: product,
  FusedMatMul: product,
  TransposeMatMul: product,
  GemmFastGelu: product,
  MatMulInteger: product,
  MatMulIntegerToFloat: product,
  DynamicQuantizeMatMul: product,
  QLinearMatMul: product,
  MatMulNBits: product,
  MatMulBnb4: product,
  Einsum: einsum,
  LSTM: recurrent,
  GRU: recurrent,
  RNN: recurrent,
  DynamicQuantizeLSTM: recurrent,
  Attention: attention,
  QAttention: projected,
  MultiHeadAttention: apart,
  GroupQueryAttention: grouped,
};
