import type { BackendId } from '#lib/core/results/ids.ts';
import type { FailureCause } from '#lib/core/results/reasons.ts';
import type { Unavailable } from '../engine.ts';

const engine = 'ONNX Runtime Web';

/**
 * What an error of the runtime means. It has no error types, only texts; these patterns are of version 1.30.0, and the
 * contract tests provoke each of them for real.
 */
export function classifyError(error: unknown, backend: BackendId): Unavailable {
  const message = textOf(error);
  for (const [pattern, make] of patterns) {
    const match = pattern.exec(message);
    if (match !== null) return make(match, backend, shorten(message));
  }
  return failed({ kind: 'engine-error', detail: shorten(message) });
}

type Rule = readonly [RegExp, (match: RegExpExecArray, backend: BackendId, detail: string) => Unavailable];

const patterns: readonly Rule[] = [
  [
    /cannot resolve operator '([^']+)' with opsets: (?:.*?v(\d+))?/,
    (match, backend) => unsupportedOperator(match[1], match[2], backend),
  ],
  [
    /graph attribute is not supported/,
    (_match, backend) =>
      unsupportedModel(backend, 'it takes no operators that hold graphs, such as If and Loop'),
  ],
  [
    // Exporters and the zoo write a formula's numbers so (`value_float`); the WebGL backend reads tensors only.
    /missing tensor value in attributes for this Constant operator/,
    (_match, backend) =>
      unsupportedModel(
        backend,
        'it takes no operator Constant that holds a plain number instead of a tensor',
      ),
  ],
  [
    /resize \(packed\) does not support mode: '(\w+)'/,
    (match, backend) => unsupportedModel(backend, `its operator Resize has no mode ${match[1] ?? ''}`),
  ],
  [
    /Could not find an implementation for ([\w.:]+)\((-?\d+)\)/,
    (match, backend) => unsupportedOperator(match[1], match[2], backend),
  ],
  [
    /fallback to CPU EP has been explicitly disabled/,
    (_match, backend, detail) => unsupportedModel(backend, detail),
  ],
  [
    /(?:Fatal error: )?([\w.:]+)\(-?\d+\) is not a registered function\/op/,
    (match, _backend, detail) => failed({ kind: 'unknown-operator', operator: bareName(match[1]), detail }),
  ],
  [
    /No Op registered for (\S+) with domain_version of/,
    (match, _backend, detail) => failed({ kind: 'unknown-operator', operator: bareName(match[1]), detail }),
  ],
  [
    /No opset import for domain '?([^'\s]*)/,
    (_match, _backend, detail) => failed({ kind: 'invalid-model', detail }),
  ],
  [
    /Failed to load external data file "?([^"]+?)"?,|External data path does not exist: (\S+)|File \S+? not found in (?:preloaded|mounted) files/i,
    (match, _backend, detail) =>
      failed({ kind: 'missing-external-data', location: match[1] ?? match[2] ?? null, detail }),
  ],
  [
    /MountedFiles|external data|external initializer/i,
    (_match, _backend, detail) => failed({ kind: 'missing-external-data', location: null, detail }),
  ],
  [
    /SafeIntOnOverflow|Integer overflow/,
    () => failed({ kind: 'out-of-memory', detail: 'a tensor is larger than the engine can address' }),
  ],
  [
    /bad_alloc|out of memory|Array buffer allocation failed|Aborted\(OOM\)|Cannot enlarge memory|failed to allocate|could not allocate/i,
    (_match, _backend, detail) => failed({ kind: 'out-of-memory', detail }),
  ],
  [
    /device (?:is |was )?lost|Instance reference no longer exists|DXGI_ERROR_DEVICE/i,
    (_match, _backend, detail) => failed({ kind: 'device-lost', detail }),
  ],
  [/context (?:is |was )?lost|CONTEXT_LOST/i, () => failed({ kind: 'context-lost' })],
  [
    /protobuf parsing failed|ModelProto does not have a graph|Invalid model|INVALID_GRAPH|This is an invalid model|Type Error:|ShapeInferenceError|index out of range: \d+ \+|invalid wire type|Invalid ORT format|ORT format model|ORT model verification failed/i,
    (_match, _backend, detail) => failed({ kind: 'invalid-model', detail }),
  ],
  [
    // The WebGL backend reads a named dimension as an empty one, which then equals nothing.
    /input tensor\[\d+\] check failed: expected shape '\[(?:,|[^\]']*,,|[^\]']*,\]|\])/,
    (_match, backend) =>
      unsupportedModel(backend, 'it takes no open dimensions; export the model with fixed input shapes'),
  ],
  [
    /Got invalid dimensions for input|Invalid rank for input|Invalid (?:Feed )?Input Name|Unexpected input data type|is missing in 'feeds'|input tensor\[\d+\] check failed|Tensor's size\(\d+\) does not match/i,
    (_match, _backend, detail) => failed({ kind: 'input-mismatch', detail }),
  ],
  [
    /(?:data ?type|type) '?(int64|uint64|float64|double|string|bool|float16|uint8|int8|int32|\w+)'? (?:is )?not (?:yet )?supported|Unsupported (?:data )?type:? '?(\w+)|(int64) is not supported/i,
    (match, backend, detail) => {
      const type = match[1] ?? match[2] ?? match[3];
      return type === undefined
        ? unsupportedModel(backend, detail)
        : { status: 'unsupported', cause: { kind: 'unsupported-type', engine, backend, type } };
    },
  ],
  [
    /not (?:yet )?supported|does not support|NOT_IMPLEMENTED|not implemented|unsupported/i,
    (_match, backend, detail) => unsupportedModel(backend, detail),
  ],
];

function unsupportedOperator(
  name: string | undefined,
  opset: string | undefined,
  backend: BackendId,
): Unavailable {
  const version = Number(opset);
  return {
    status: 'unsupported',
    cause: {
      kind: 'unsupported-operator',
      engine,
      backend,
      operator: bareName(name),
      opset: Number.isInteger(version) && version > 0 ? version : null,
    },
  };
}

function unsupportedModel(backend: BackendId, detail: string): Unavailable {
  return { status: 'unsupported', cause: { kind: 'unsupported-model', engine, backend, detail } };
}

function failed(cause: FailureCause): Unavailable {
  return { status: 'failed', cause };
}

function bareName(name: string | undefined): string {
  return (name ?? 'unknown').replace(/^(?:ai\.onnx)?[:.](?=\w)/, '');
}

function textOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  if (typeof error === 'string') return error;
  // A C++ exception that nothing caught arrives as a pointer.
  return typeof error === 'number' ? `the runtime stopped with code ${error}` : String(error);
}

const longestDetail = 240;

/** The runtime's texts carry build paths, call signatures and line numbers; people need what stands after them. */
function shorten(message: string): string {
  const text = message
    .replace(/^.*?ERROR_MESSAGE:\s*/s, '')
    .replace(/^Error:\s*/, '')
    .replace(/(?:\/\S*?\/)?[\w-]+\.(?:cc|h|cpp):\d+\s+(?:\w+ (?=[A-Z]))?/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const quiet = text.replace(/^[\w:<>~*& ]*onnxruntime::[^)]*\)[\w ]*\s*/, '');
  const short = quiet === '' ? text : quiet;
  return short.length > longestDetail ? `${short.slice(0, longestDetail - 1)}…` : short;
}
