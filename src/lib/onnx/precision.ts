import { elementsOf, storedTensors } from './parameters.ts';
import { allGraphs, fedInputs, intAttribute, type OnnxModel, type OnnxNode } from './schema.ts';

export type ModelPrecision = 'fp32' | 'fp16' | 'int8' | 'int4';

const int8Operators =
  /^(QLinear|DynamicQuantize|QuantizeLinear$|MatMulInteger|ConvInteger|QGemm$|QAttention$)/;

/**
 * The precision a model computes or stores its weights in: int4 where it holds 4-bit tensors or multiplies by 4-bit
 * weights, int8 where it has operators of quantized arithmetic, fp16 where most elements of its float weights (or,
 * without weights, its float inputs) have 16 bits, else fp32.
 */
export function precisionOf(model: OnnxModel): ModelPrecision {
  const nodes = allGraphs(model.graph).flatMap((graph) => graph.nodes);
  const tensors = storedTensors(model.graph).map(({ tensor }) => tensor);
  const packedBits = nodes.filter(isPackedMultiply).map((node) => intAttribute(node, 'bits', 4));
  const has4Bits = tensors.some(({ dataType }) => dataType === 'int4' || dataType === 'uint4');
  if (has4Bits || packedBits.some((bits) => bits <= 4)) return 'int4';
  if (packedBits.length > 0 || nodes.some((node) => int8Operators.test(node.opType))) return 'int8';
  const elements = { narrow: 0, wide: 0 };
  for (const tensor of tensors) {
    const width = floatWidth(tensor.dataType);
    if (width !== null) elements[width] += elementsOf(tensor);
  }
  if (elements.narrow + elements.wide === 0)
    return fedInputs(model.graph).some((input) => floatWidth(input.dtype) === 'narrow') ? 'fp16' : 'fp32';
  return elements.narrow > elements.wide ? 'fp16' : 'fp32';
}

function isPackedMultiply(node: OnnxNode): boolean {
  return node.opType === 'MatMulNBits' || node.opType === 'MatMulBnb4';
}

function floatWidth(dataType: string): 'narrow' | 'wide' | null {
  if (dataType === 'float16' || dataType === 'bfloat16') return 'narrow';
  return dataType === 'float32' || dataType === 'float64' ? 'wide' : null;
}
