import { describe, expect, it } from 'vitest';
import { UnsupportedInputType } from './bind.ts';
import { classifyError, classifyLoadError } from './classify-error.ts';

/** Texts as the runtime (4.22.0) and browsers print them; the contract tests provoke the commonest ones for real. */
const cases: readonly (readonly [string, unknown, object])[] = [
  [
    'a kernel that a backend lacks',
    new Error("Kernel 'FFT' not registered for backend 'wasm'"),
    { status: 'unsupported', cause: { kind: 'unsupported-operator', operator: 'FFT', opset: null } },
  ],
  [
    'an operator of nobody',
    new TypeError("Unknown op 'Frob'. File an issue at … so we can add it, or register a custom execution"),
    { status: 'failed', cause: { kind: 'unknown-operator', operator: 'Frob' } },
  ],
  [
    'a layer of nobody',
    new Error('Unknown layer: FrobLayer. This may be due to one of the following reasons:'),
    { status: 'failed', cause: { kind: 'unknown-operator', operator: 'FrobLayer' } },
  ],
  [
    'another shape of a graph input',
    new Error("The shape of dict['x'] provided in model.execute(dict) must be [1,8], but was [1,9]"),
    { status: 'failed', cause: { kind: 'input-mismatch' } },
  ],
  [
    'another shape of a layers input',
    new Error('Error when checking : expected left to have shape [null,6] but got array with shape [1,7].'),
    { status: 'failed', cause: { kind: 'input-mismatch' } },
  ],
  [
    'a type without tensors',
    new UnsupportedInputType('float16'),
    { status: 'unsupported', cause: { kind: 'unsupported-type', type: 'float16' } },
  ],
  [
    'a texture that is too large',
    new Error(
      'Requested texture size [99999x4] greater than WebGL maximum on this browser / GPU [8192x8192].',
    ),
    { status: 'failed', cause: { kind: 'out-of-memory' } },
  ],
  [
    'too little memory',
    new RangeError('Array buffer allocation failed'),
    { cause: { kind: 'out-of-memory' } },
  ],
  ['a lost device', new Error('Device is lost.'), { cause: { kind: 'device-lost' } }],
  ['a plain object', { message: 'no wasm' }, { cause: { kind: 'engine-error', detail: 'no wasm' } }],
  ['anything else', new Error('x'.repeat(1000)), { status: 'failed', cause: { kind: 'engine-error' } }],
];

describe('classifyError', () => {
  it.each(cases)('understands %s', (_name, error, wanted) => {
    expect(classifyError(error, 'wasm-simd')).toMatchObject(wanted);
  });

  it('keeps sentences short', () => {
    expect(JSON.stringify(classifyError(new Error('y'.repeat(5000)), 'webgpu')).length).toBeLessThan(400);
  });

  it('never blames a backend of a cell for what the plain one lacks', () => {
    const outcome = classifyError(new Error("Kernel 'FFT' not registered for backend 'cpu'"), 'cpu');
    expect(outcome.status).toBe('failed');
  });

  it('takes what opening a model stumbles over for a fault of the model', () => {
    const error = new TypeError("Cannot read properties of undefined (reading 'producer')");
    expect(classifyLoadError(error, 'wasm-simd')).toMatchObject({ cause: { kind: 'invalid-model' } });
    const kernel = new Error("Kernel 'FFT' not registered for backend 'wasm'");
    expect(classifyLoadError(kernel, 'wasm-simd')).toMatchObject({ status: 'unsupported' });
  });
});
