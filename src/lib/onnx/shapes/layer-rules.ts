import { isFull, ofRank, type Inferred, type Shape } from './known.ts';
import type { NodeView } from './node-view.ts';
import { alike, type Rule, type Rules } from './rule.ts';

const inputShaped = (view: NodeView): Inferred => ({ dtype: view.dtype(0), shape: view.shape(0) });

const batchNormalization: Rule = (view) => {
  const perChannel: Inferred = { dtype: view.dtype(0), shape: view.shape(1) };
  return [inputShaped(view), perChannel, perChannel, perChannel, perChannel];
};

/** Mean and inverse deviation keep the axes before `axis`; the others become 1. */
const layerNormalization: Rule = (view) => {
  const input = view.shape(0);
  const axis = view.int('axis', -1);
  const first = axis < 0 ? axis + (input?.length ?? 0) : axis;
  const shape = input && input.map((size, at) => (at < first ? size : 1));
  const statistics: Inferred = { dtype: 'float32', shape };
  return [inputShaped(view), statistics, statistics];
};

/** Outputs: normalised, mean, inverse deviation, and the sum that was normalised. */
const skipLayerNormalization: Rule = (view) => {
  const statistics: Inferred = { dtype: 'float32', shape: view.shape(0)?.with(-1, 1) ?? null };
  return [inputShaped(view), statistics, statistics, inputShaped(view)];
};

const embedding: Rule = (view) => {
  const [ids, table] = [view.shape(0), view.shape(2)];
  const [batch = null, length = null] = ids ?? [];
  const shape = [batch, length, table?.[1] ?? null];
  const dtype = view.dtype(2);
  return [
    { dtype, shape },
    { dtype: 'int32', shape: [batch] },
    { dtype, shape },
  ];
};

/** LSTM, GRU and RNN: `Y`, `Y_h` and for LSTM `Y_c`. */
const recurrent: Rule = (view) => {
  const dtype = view.dtype(0);
  const [input, weights] = [view.shape(0), view.shape(2)];
  const directions = view.text('direction', 'forward') === 'bidirectional' ? 2 : 1;
  const hidden = view.int('hidden_size', 0) || (weights?.[2] ?? null);
  const isBatchFirst = view.int('layout', 0) === 1;
  const [steps, batch] = isBatchFirst ? [input?.[1], input?.[0]] : [input?.[0], input?.[1]];
  const last: Shape = isBatchFirst
    ? [batch ?? null, directions, hidden]
    : [directions, batch ?? null, hidden];
  const all: Shape = isBatchFirst
    ? [batch ?? null, steps ?? null, directions, hidden]
    : [steps ?? null, directions, batch ?? null, hidden];
  return [
    { dtype, shape: all },
    { dtype, shape: last },
    { dtype, shape: last },
  ];
};

/** ONNX Runtime's operators that compute on quantized images and vectors of any shape. */
const quantizedElementwise = ['QLinearSigmoid', 'QLinearLeakyRelu', 'QLinearSoftmax'].map(
  (name) => `com.microsoft.${name}`,
);

const dequantize: Rule = (view) => {
  const scale = view.has(1) ? view.dtype(1) : 'float32';
  return [{ dtype: view.dtypeAttribute('output_dtype', scale), shape: view.shape(0) }];
};

const quantize: Rule = (view) => {
  const stated = view.has(2) ? view.dtype(2) : 'uint8';
  return [{ dtype: view.dtypeAttribute('output_dtype', stated), shape: view.shape(0) }];
};

const dynamicQuantize: Rule = (view) => [
  { dtype: 'uint8', shape: view.shape(0) },
  { dtype: 'float32', shape: [] },
  { dtype: 'uint8', shape: [] },
];

const quantizedConcat: Rule = (view) => {
  // Tensors come in threes, each with its scale and zero point, after those of the output.
  const shapes = view.inputs.filter((_, index) => index >= 2 && index % 3 === 2).map((each) => each?.shape);
  const [first] = shapes;
  if (first == null || !shapes.every((shape) => shape != null && isFull(shape)))
    return [{ dtype: view.dtype(2), shape: first == null ? null : ofRank(first.length) }];
  const axis = view.int('axis', 0);
  const at = axis < 0 ? axis + first.length : axis;
  const total = shapes.reduce((sum, shape) => sum + (shape?.[at] ?? 0), 0);
  return [{ dtype: view.dtype(2), shape: first.with(at, total) }];
};

export const layerRules: Rules = {
  BatchNormalization: batchNormalization,
  ...alike(['LayerNormalization', 'RMSNormalization', 'SimplifiedLayerNormalization'], layerNormalization),
  ...alike(
    ['InstanceNormalization', 'GroupNormalization', 'LpNormalization', 'MeanVarianceNormalization', 'LRN'],
    (view) => [inputShaped(view)],
  ),
  ...alike(
    ['com.microsoft.SkipLayerNormalization', 'com.microsoft.SkipSimplifiedLayerNormalization'],
    skipLayerNormalization,
  ),
  'com.microsoft.EmbedLayerNormalization': embedding,
  ...alike(['LSTM', 'GRU', 'RNN', 'com.microsoft.DynamicQuantizeLSTM'], recurrent),
  ...alike(['DequantizeLinear', 'com.microsoft.DequantizeLinear'], dequantize),
  ...alike(['QuantizeLinear', 'com.microsoft.QuantizeLinear'], quantize),
  DynamicQuantizeLinear: dynamicQuantize,
  ...alike(quantizedElementwise, (view) => [inputShaped(view)]),
  'com.microsoft.QLinearConcat': quantizedConcat,
};
