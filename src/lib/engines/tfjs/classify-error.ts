import type { FailureCause } from '#lib/core/results/reasons.ts';
import type { EngineBackend, Unavailable } from '../engine.ts';
import { UnsupportedInputType } from './bind.ts';

export const engineTitle = 'TensorFlow.js';

/**
 * What an error of the runtime means. It has no error types, only texts; these patterns are of version 4.22.0, and the
 * contract tests provoke the commonest of them for real.
 */
export function classifyError(error: unknown, backend: EngineBackend): Unavailable {
  return known(error, backend) ?? failed({ kind: 'engine-error', detail: shorten(textOf(error)) });
}

/** The same for errors while a model is opened: what TensorFlow.js stumbles over there is the model. */
export function classifyLoadError(error: unknown, backend: EngineBackend): Unavailable {
  const outcome = known(error, backend);
  // Wrong values of a model.json come to light as errors of programming inside TensorFlow.js.
  return outcome ?? failed({ kind: 'invalid-model', detail: shorten(textOf(error)) });
}

function known(error: unknown, backend: EngineBackend): Unavailable | null {
  if (error instanceof UnsupportedInputType) return unsupportedType(error.type, backend);
  const message = textOf(error);
  for (const [pattern, make] of patterns) {
    const match = pattern.exec(message);
    if (match !== null) return make(match, backend, shorten(message));
  }
  return null;
}

type Rule = readonly [
  RegExp,
  (match: RegExpExecArray, backend: EngineBackend, detail: string) => Unavailable,
];

const patterns: readonly Rule[] = [
  [/Kernel '([^']+)' not registered for backend/, (match, backend) => unsupportedOperator(match[1], backend)],
  [
    /Unknown op '([^']+)'|Custom op (\S+) is not registered|Unknown layer: ([\w>]+)/,
    (match, _backend, detail) =>
      failed({ kind: 'unknown-operator', operator: match[1] ?? match[2] ?? match[3] ?? 'unknown', detail }),
  ],
  [
    /out of memory|\bOOM\b|Array buffer allocation failed|Cannot enlarge memory|Invalid typed array length|failed to allocate|Requested texture size|memory access out of bounds/i,
    (_match, _backend, detail) => failed({ kind: 'out-of-memory', detail }),
  ],
  [
    /device (?:is |was )?lost|Instance reference no longer exists|DXGI_ERROR_DEVICE/i,
    (_match, _backend, detail) => failed({ kind: 'device-lost', detail }),
  ],
  [/context (?:is |was )?lost|CONTEXT_LOST/i, () => failed({ kind: 'context-lost' })],
  [
    /provided in model\.execute\(dict\)|Missing the following inputs|Consider providing the following inputs|Input tensor count mismatch|Error when checking |No data provided for|expected a batch of elements|Based on the provided shape|is incompatible with (?:the )?layer/i,
    (_match, _backend, detail) => failed({ kind: 'input-mismatch', detail }),
  ],
  [
    /Provided weight data has no target variable|weights? (?:are|is) not set|based on the provided shape, \[|should have \d+ elements|byte length of|is not part of the weights|Buffer length/i,
    (_match, _backend, detail) => failed({ kind: 'invalid-model', detail }),
  ],
  [
    /(?:not (?:yet )?(?:supported|implemented)|unsupported)/i,
    (_match, backend, detail) =>
      backend === 'cpu'
        ? failed({ kind: 'engine-error', detail })
        : {
            status: 'unsupported',
            cause: { kind: 'unsupported-model', engine: engineTitle, backend, detail },
          },
  ],
];

/** The plain backend is no cell's: what it lacks is only told in the sentence about the reference. */
function unsupportedOperator(operator = 'unknown', backend: EngineBackend): Unavailable {
  if (backend === 'cpu')
    return failed({ kind: 'unknown-operator', operator, detail: 'on the plain backend' });
  return {
    status: 'unsupported',
    cause: { kind: 'unsupported-operator', engine: engineTitle, backend, operator, opset: null },
  };
}

function unsupportedType(type: string, backend: EngineBackend): Unavailable {
  if (backend === 'cpu') return failed({ kind: 'input-mismatch', detail: `${type} is not supported` });
  return { status: 'unsupported', cause: { kind: 'unsupported-type', engine: engineTitle, backend, type } };
}

function failed(cause: FailureCause): Unavailable {
  return { status: 'failed', cause };
}

function textOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  // The WASM backend rejects with plain objects.
  const message = (error as { message?: unknown } | null)?.message;
  return typeof message === 'string' ? message : String(error);
}

const longestDetail = 240;

function shorten(message: string): string {
  const text = message
    .replace(/^Error:\s*/, '')
    .replace(/\s+/g, ' ')
    .trim();
  return text.length > longestDetail ? `${text.slice(0, longestDetail - 1)}…` : text;
}
