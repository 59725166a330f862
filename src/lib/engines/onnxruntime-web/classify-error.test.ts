import { describe, expect, it } from 'vitest';
import { classifyError } from './classify-error.ts';

/** Texts as the runtime (1.30.0) and browsers print them; the contract tests provoke the commonest ones for real. */
const cases: readonly (readonly [string, unknown, object])[] = [
  [
    'an operator that WebGL lacks',
    new Error("cannot resolve operator 'Max' with opsets: ai.onnx v13"),
    { status: 'unsupported', cause: { kind: 'unsupported-operator', operator: 'Max', opset: 13 } },
  ],
  [
    'a number in a Constant on WebGL',
    new Error(
      "Failed to load model as ONNX format: Error: missing attributes or missing tensor value in attributes for this Constant operator as ORT format: TypeError: Cannot read properties of null (reading 'irVersion')",
    ),
    {
      status: 'unsupported',
      cause: { kind: 'unsupported-model', detail: expect.stringMatching(/operator Constant/) as string },
    },
  ],
  [
    'a mode of resizing that WebGL lacks',
    new Error("resize (packed) does not support mode: 'nearest'."),
    {
      status: 'unsupported',
      cause: { kind: 'unsupported-model', detail: 'its operator Resize has no mode nearest' },
    },
  ],
  [
    'a kernel that a provider lacks',
    new Error(
      "Can't create a session. ERROR_CODE: 9, ERROR_MESSAGE: Could not find an implementation for ConvInteger(10) node with name 'c'",
    ),
    { status: 'unsupported', cause: { kind: 'unsupported-operator', operator: 'ConvInteger', opset: 10 } },
  ],
  [
    'an operator of nobody',
    new Error('ERROR_MESSAGE: Fatal error: com.acme:Frob(-1) is not a registered function/op'),
    { status: 'failed', cause: { kind: 'unknown-operator', operator: 'com.acme:Frob' } },
  ],
  [
    'an operator of nobody in the default domain',
    new Error('ERROR_MESSAGE: Fatal error: ai.onnx:Frob(-1) is not a registered function/op'),
    { status: 'failed', cause: { kind: 'unknown-operator', operator: 'Frob' } },
  ],
  [
    'bytes that are no model',
    new Error(
      "Can't create a session. ERROR_CODE: 7, ERROR_MESSAGE: Failed to load model because protobuf parsing failed.",
    ),
    { status: 'failed', cause: { kind: 'invalid-model' } },
  ],
  [
    'an open dimension on WebGL',
    new Error("input tensor[0] check failed: expected shape '[,3,32,32]' but got [1,3,32,32]"),
    { status: 'unsupported', cause: { kind: 'unsupported-model' } },
  ],
  [
    'another shape',
    new Error("input tensor[0] check failed: expected shape '[1,3,32,32]' but got [1,3,32,33]"),
    { status: 'failed', cause: { kind: 'input-mismatch' } },
  ],
  [
    'another shape on WASM',
    new Error(
      'ERROR_MESSAGE: Got invalid dimensions for input: x for the following indices index: 0 Got: 2 Expected: 1',
    ),
    { status: 'failed', cause: { kind: 'input-mismatch' } },
  ],
  [
    'too little memory',
    new RangeError('Array buffer allocation failed'),
    { cause: { kind: 'out-of-memory' } },
  ],
  [
    'a tensor beyond all memory',
    new Error(
      'ERROR_MESSAGE: static void SafeIntExceptionHandler<onnxruntime::OnnxRuntimeException>::SafeIntOnOverflow() Integer overflow',
    ),
    { cause: { kind: 'out-of-memory', detail: 'a tensor is larger than the engine can address' } },
  ],
  ['too little memory in C++', 'std::bad_alloc', { cause: { kind: 'out-of-memory' } }],
  ['a lost device', new Error('Device is lost.'), { cause: { kind: 'device-lost' } }],
  [
    'a pointer',
    123456,
    { status: 'failed', cause: { kind: 'engine-error', detail: 'the runtime stopped with code 123456' } },
  ],
  ['anything else', new Error('x'.repeat(1000)), { status: 'failed', cause: { kind: 'engine-error' } }],
];

describe('classifyError', () => {
  it.each(cases)('understands %s', (_name, error, wanted) => {
    expect(classifyError(error, 'webgl')).toMatchObject(wanted);
  });

  it('keeps build paths and call signatures out of the sentence', () => {
    const text =
      'ERROR_CODE: 1, ERROR_MESSAGE: /onnxruntime_src/onnxruntime/core/graph/model.cc:181 onnxruntime::Model::Model(onnx::ModelProto&&, const int) Unsupported model IR version: 99, max supported IR version: 13';
    const outcome = classifyError(new Error(text), 'wasm-simd');
    expect(JSON.stringify(outcome)).not.toMatch(/onnxruntime_src|\.cc:|::/);
  });

  it('keeps sentences short', () => {
    const outcome = classifyError(new Error('y'.repeat(5000)), 'webgpu');
    expect(JSON.stringify(outcome).length).toBeLessThan(400);
  });
});
