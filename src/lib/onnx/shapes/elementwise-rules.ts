import type { OnnxDataType } from '../data-type.ts';
import { asType, evaluate, type Compute } from './evaluate.ts';
import { broadcast, type Inferred } from './known.ts';
import type { NodeView } from './node-view.ts';
import { alike, type Rule, type Rules } from './rule.ts';

/** Output of the broadcast shape of all inputs; its elements are computed where `compute` can. */
function broadcasting(compute: Compute | null, dtypeOf: (view: NodeView) => OnnxDataType): Rule {
  return (view) => {
    const inputs = view.inputs.flatMap((input) => (input === null ? [] : [input]));
    const dtype = dtypeOf(view);
    const shapes = inputs.flatMap(({ shape }) => (shape === null ? [] : [shape]));
    if (shapes.length < inputs.length) return [{ dtype, shape: null }];
    const shape = broadcast(shapes);
    if (shape === null) return null;
    const elements = compute === null ? null : evaluate(inputs, shape, compute);
    return [
      { dtype, shape, elements: elements && elements.map((e) => (e === null ? null : asType(e, dtype))) },
    ];
  };
}

const first = (view: NodeView): OnnxDataType => view.dtype(0);
const bool = (): OnnxDataType => 'bool';

/** Of the first input's shape, whatever else there is. */
export const sameAsFirst: Rule = (view) => [{ dtype: view.dtype(0), shape: view.shape(0) }];

const arithmetic: Readonly<Record<string, Compute>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Max: (...all) => Math.max(...all),
  Min: (...all) => Math.min(...all),
  Sum: (...all) => all.reduce((sum, element) => sum + element, 0),
  Mean: (...all) => all.reduce((sum, element) => sum + element, 0) / all.length,
  Pow: (a, b) => a ** b,
  Neg: (a) => -a,
  Abs: Math.abs,
  Sign: Math.sign,
  Floor: Math.floor,
  Ceil: Math.ceil,
  Sqrt: Math.sqrt,
  Reciprocal: (a) => 1 / a,
  Identity: (a) => a,
  // Rounds halves to even, as ONNX wants; Math.round does not.
  Round: (a) => (Math.abs(a % 1) === 0.5 ? 2 * Math.round(a / 2) : Math.round(a)),
};

/** Division by zero stays unknown for integers: what a run does with it is its own affair. */
const divide: Rule = (view) => {
  const outputs = broadcasting((a, b) => a / b, first)(view);
  return outputs && outputs.map((output) => ({ ...output, elements: output.elements?.map(finite) ?? null }));
};

function finite(element: number | null): number | null {
  return element !== null && Number.isFinite(element) ? element : null;
}

/** The remainder has the sign of the divisor, or with `fmod` that of the dividend. */
const modulo: Rule = (view) => {
  const fmod = view.int('fmod', 0) === 1;
  const outputs = broadcasting((a, b) => (fmod ? a % b : a - b * Math.floor(a / b)), first)(view);
  return outputs && outputs.map((output) => ({ ...output, elements: output.elements?.map(finite) ?? null }));
};

const comparisons: Readonly<Record<string, Compute>> = {
  Equal: (a, b) => Number(a === b),
  Greater: (a, b) => Number(a > b),
  GreaterOrEqual: (a, b) => Number(a >= b),
  Less: (a, b) => Number(a < b),
  LessOrEqual: (a, b) => Number(a <= b),
  And: (a, b) => Number(a !== 0 && b !== 0),
  Or: (a, b) => Number(a !== 0 || b !== 0),
  Xor: (a, b) => Number((a !== 0) !== (b !== 0)),
  Not: (a) => Number(a === 0),
};

const cast: Rule = (view) => {
  const [input] = view.inputs;
  const dtype = view.operator === 'CastLike' ? view.dtype(1) : view.dtypeAttribute('to', 'undefined');
  const isNumber = dtype !== 'string' && dtype !== 'undefined';
  const elements = isNumber
    ? (input?.elements?.map((e) => (e === null ? null : asType(e, dtype))) ?? null)
    : null;
  return [{ dtype, shape: view.shape(0), elements }];
};

/** One output of the first input's shape, and more of it where the node has more (Dropout's mask). */
const likeFirst: Rule = (view) => {
  const output: Inferred = { dtype: view.dtype(0), shape: view.shape(0), elements: view.elements(0) };
  return [output, { ...output, dtype: 'bool', elements: null }];
};

const unary = [
  ...[
    'Acos',
    'Acosh',
    'Asin',
    'Asinh',
    'Atan',
    'Atanh',
    'Celu',
    'Cos',
    'Cosh',
    'CumSum',
    'Elu',
    'Erf',
    'Exp',
  ],
  ...[
    'Gelu',
    'HardSigmoid',
    'HardSwish',
    'Hardmax',
    'LeakyRelu',
    'Log',
    'LogSoftmax',
    'Mish',
    'Relu',
    'Selu',
  ],
  ...[
    'Shrink',
    'Sigmoid',
    'Sin',
    'Sinh',
    'Softmax',
    'Softplus',
    'Softsign',
    'Tan',
    'Tanh',
    'ThresholdedRelu',
  ],
  ...['Clip', 'BitwiseNot', 'Trilu', 'Swish', 'ReverseSequence'],
  ...['com.microsoft.Gelu', 'com.microsoft.FastGelu', 'com.microsoft.QuickGelu', 'com.microsoft.BiasGelu'],
];

export const elementwiseRules: Rules = {
  ...Object.fromEntries(Object.entries(arithmetic).map(([name, c]) => [name, broadcasting(c, first)])),
  ...Object.fromEntries(Object.entries(comparisons).map(([name, c]) => [name, broadcasting(c, bool)])),
  ...alike(unary, sameAsFirst),
  ...alike(['PRelu', 'BitShift', 'BitwiseAnd', 'BitwiseOr', 'BitwiseXor'], broadcasting(null, first)),
  ...alike(['IsNaN', 'IsInf'], (view) => [{ dtype: 'bool', shape: view.shape(0) }]),
  ...alike(['Cast', 'CastLike'], cast),
  Dropout: likeFirst,
  Div: divide,
  Mod: modulo,
  Where: broadcasting(
    (condition, a, b) => (condition === 0 ? b : a),
    (view) => view.dtype(1),
  ),
};
