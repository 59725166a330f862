import type { OnnxDataType } from '../data-type.ts';
import { broadcast, ofRank, type Shape, type Size } from './known.ts';
import type { NodeView } from './node-view.ts';
import { alike, type Rule, type Rules } from './rule.ts';

/** The shape of numpy's matmul; null where the inner sizes or the batches do not fit. */
export function matrixProduct(a: Shape, b: Shape): Shape | null {
  if (a.length === 0 || b.length === 0) return null;
  const [left, right] = [a.length === 1 ? [1, ...a] : a, b.length === 1 ? [...b, 1] : b];
  const [inner, otherInner] = [left.at(-1) ?? null, right.at(-2) ?? null];
  if (inner !== null && otherInner !== null && inner !== otherInner) return null;
  const batch = broadcast([left.slice(0, -2), right.slice(0, -2)]);
  if (batch === null) return null;
  const rows = a.length === 1 ? [] : [left.at(-2) ?? null];
  const columns = b.length === 1 ? [] : [right.at(-1) ?? null];
  return [...batch, ...rows, ...columns];
}

/** `b` is the place of the second matrix among the inputs. */
function product(b: number, dtypeOf: (view: NodeView) => OnnxDataType): Rule {
  return (view) => {
    const dtype = dtypeOf(view);
    const [left, right] = [view.shape(0), view.shape(b)];
    if (left === null || right === null) return [{ dtype, shape: null }];
    const shape = matrixProduct(left, right);
    return shape === null ? null : [{ dtype, shape }];
  };
}

const general: Rule = (view) => {
  const dtype = view.dtype(0);
  const [a, b] = [view.shape(0), view.shape(1)];
  if (a === null || b === null) return [{ dtype, shape: ofRank(2) }];
  if (a.length !== 2 || b.length !== 2) return null;
  const left = view.int('transA', 0) === 0 ? a : [...a].reverse();
  const right = view.int('transB', 0) === 0 ? b : [...b].reverse();
  const shape = matrixProduct(left, right);
  return shape === null ? null : [{ dtype, shape }];
};

/** ONNX Runtime's matmul with transposed and scaled operands. */
const fused: Rule = (view) => {
  const dtype = view.dtype(0);
  const [a, b] = [view.shape(0), view.shape(1)];
  if (a === null || b === null) return [{ dtype, shape: null }];
  // Rearranged batches are too rare to follow.
  if (view.int('transBatchA', 0) !== 0 || view.int('transBatchB', 0) !== 0) return [{ dtype, shape: null }];
  const shape = matrixProduct(
    view.int('transA', 0) === 0 ? a : swapped(a),
    view.int('transB', 0) === 0 ? b : swapped(b),
  );
  return shape === null ? null : [{ dtype, shape }];
};

/** With the last two axes swapped; a vector stays. */
function swapped(shape: Shape): Shape {
  if (shape.length < 2) return shape;
  return [...shape.slice(0, -2), shape.at(-1) ?? null, shape.at(-2) ?? null];
}

/** Weights packed with fewer bits: attributes tell the rows K and columns N of the matrix behind them. */
const packedWeights: Rule = (view) => {
  const columns = view.int('N', 0);
  const a = view.shape(0);
  return [{ dtype: view.dtype(0), shape: a && [...a.slice(0, -1), columns] }];
};

/** Letters of each term of an Einstein sum; null for ellipses and repeated letters, which hardly occur. */
function einsumTerms(equation: string): { inputs: string[]; output: string } | null {
  const [left = '', right] = equation.replaceAll(/\s/g, '').split('->');
  if (equation.includes('...')) return null;
  const inputs = left.split(',');
  const letters = [...left.replaceAll(',', '')];
  const once = [...new Set(letters)].filter((each) => letters.filter((other) => other === each).length === 1);
  return { inputs, output: right ?? once.toSorted().join('') };
}

/** The size behind each letter; null where inputs and terms do not fit. */
export function einsumSizes(
  equation: string,
  shapes: readonly Shape[],
): { output: string; sizes: ReadonlyMap<string, Size> } | null {
  const terms = einsumTerms(equation);
  if (terms?.inputs.length !== shapes.length) return null;
  const sizes = new Map<string, Size>();
  for (const [index, shape] of shapes.entries()) {
    const term = terms.inputs[index] ?? '';
    if (term.length !== shape.length) return null;
    for (const [axis, size] of shape.entries()) {
      const letter = term[axis] ?? '';
      const known = sizes.get(letter) ?? null;
      // Sizes of 1 broadcast.
      sizes.set(letter, known === null || known === 1 ? (size ?? known) : known);
    }
  }
  return { output: terms.output, sizes };
}

const einsum: Rule = (view) => {
  const dtype = view.dtype(0);
  const shapes = view.inputs.flatMap((input) => (input?.shape == null ? [] : [input.shape]));
  if (shapes.length < view.inputs.length) return [{ dtype, shape: null }];
  const found = einsumSizes(view.text('equation', ''), shapes);
  return [{ dtype, shape: found && [...found.output].map((letter) => found.sizes.get(letter) ?? null) }];
};

export const productRules: Rules = {
  ...alike(
    ['MatMul', 'com.microsoft.GemmFastGelu'],
    product(1, (view) => view.dtype(0)),
  ),
  MatMulInteger: product(1, () => 'int32'),
  ...alike(
    ['com.microsoft.MatMulIntegerToFloat', 'com.microsoft.DynamicQuantizeMatMul'],
    product(1, () => 'float32'),
  ),
  QLinearMatMul: product(3, (view) => view.dtype(7)),
  ...alike(['Gemm', 'com.microsoft.FusedGemm'], general),
  'com.microsoft.FusedMatMul': fused,
  'com.microsoft.TransposeMatMul': fused,
  ...alike(['com.microsoft.MatMulNBits', 'com.microsoft.MatMulBnb4'], packedWeights),
  'com.microsoft.QGemm': (view) => {
    const [a, b] = [view.shape(0), view.shape(3)];
    if (a === null || b === null) return [{ dtype: view.dtype(8), shape: ofRank(2) }];
    const right = view.int('transB', 0) === 0 ? b : [...b].reverse();
    const shape = matrixProduct(view.int('transA', 0) === 0 ? a : [...a].reverse(), right);
    return shape && [{ dtype: view.has(8) ? view.dtype(8) : 'float32', shape }];
  },
  Einsum: einsum,
  Det: (view) => [{ dtype: view.dtype(0), shape: view.shape(0)?.slice(0, -2) ?? null }],
};
