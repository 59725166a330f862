import { describe, expect, it } from 'vitest';
import { exitCodeOf, gravest } from './exit-codes.ts';
import {
  failedCell,
  measuredCell,
  runDocument,
  webgpuWithoutAdapter,
  withVerdict,
} from './run-document.test-data.ts';

const reference = withVerdict(measuredCell(4), 'reference');
const wrong = withVerdict(measuredCell(2, { backend: 'webgl' }), 'fail');
const timedOut = failedCell({ kind: 'timeout', step: 'sampling', limitMs: 1000 }, { backend: 'webgl' });
const invalid = failedCell({ kind: 'invalid-model', detail: 'no' });
const unknownOperator = failedCell(
  { kind: 'unknown-operator', operator: 'Foo', detail: 'no' },
  { backend: 'webgl' },
);

describe('exitCodeOf', () => {
  it.each([
    ['all measured', runDocument([reference]), 0, 0],
    ['one wrong', runDocument([reference, wrong]), 0, 1],
    ['one failed', runDocument([reference, timedOut]), 0, 1],
    ['one unsupported', runDocument([reference, webgpuWithoutAdapter]), 0, 0],
    [
      'only the reference failed, which nobody asked for',
      runDocument([timedOutReference(), measuredCell(2, { backend: 'webgl' })], { backends: ['webgl'] }),
      0,
      0,
    ],
    [
      'only the reference failed, asked for as wasm-threads with one thread',
      runDocument([timedOutReference(), measuredCell(2, { backend: 'webgl' })], {
        backends: ['webgl', 'wasm-threads'],
        threads: [1],
      }),
      0,
      1,
    ],
    [
      'nothing asked for could be measured',
      runDocument([reference, webgpuWithoutAdapter], { backends: ['webgpu'] }),
      1,
      1,
    ],
    ['everything timed out', runDocument([timedOut]), 1, 1],
    ['the model is at fault everywhere', runDocument([invalid, unknownOperator]), 2, 2],
    ['the model is at fault wherever it could be tried', runDocument([invalid, webgpuWithoutAdapter]), 2, 2],
    ['the model is at fault in one place only', runDocument([invalid, timedOut]), 1, 1],
    ['nothing is supported', runDocument([webgpuWithoutAdapter]), 1, 1],
    ['cancelled', runDocument([reference], {}, { status: 'cancelled' }), 130, 130],
  ] as const)('%s', (_, document, lenient, strict) => {
    expect([exitCodeOf(document, false), exitCodeOf(document, true)]).toEqual([lenient, strict]);
  });
});

describe('gravest', () => {
  it.each([
    [[], 0],
    [[0, 1, 2], 2],
    [[1, 3, 2], 3],
    [[2, 130], 130],
  ] as const)('of %j is %i', (codes, expected) => {
    expect(gravest(codes)).toBe(expected);
  });
});

function timedOutReference(): ReturnType<typeof failedCell> {
  return failedCell({ kind: 'timeout', step: 'sampling', limitMs: 1000 });
}
