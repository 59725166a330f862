import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sendable } from '../../../../tests/fixtures/submissions.ts';
import { readSubmission } from './read-submission.ts';

type Json = Record<string, unknown>;
const valid = (): Json => JSON.parse(JSON.stringify(sendable().submission)) as Json;

function problemOf(json: unknown) {
  const read = readSubmission(json);
  return read.status === 'valid' ? null : read.problem;
}

/** A copy with the value at a path replaced; `undefined` takes it away. */
function changed(path: readonly (string | number)[], value: unknown): Json {
  const document = valid();
  let place = document as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) place = place[key] as Record<string | number, unknown>;
  place[path.at(-1) ?? ''] = value;
  return JSON.parse(JSON.stringify(document)) as Json;
}

test('a valid submission', () => {
  expect(problemOf(valid())).toBeNull();
});

const secret = '<script>Robert"); DROP TABLE results;--</script>';

test.each([
  [['model', 'sha256'], undefined, '/model/sha256', 'is missing'],
  [['model', 'sha256'], secret, '/model/sha256', 'does not have the form'],
  [['model', 'precision'], secret, '/model/precision', '"fp32"'],
  [['cells', 0, 'rounds', 0, 'samplesMs', 3], -1, '/cells/0/rounds/0/samplesMs/3', 'at least 0'],
  [['cells', 0, 'rounds', 0, 'samplesMs', 3], 1e300, '/cells/0/rounds/0/samplesMs/3', 'at most'],
  [['cells', 0, 'rounds', 0, 'samplesMs', 3], null, '/cells/0/rounds/0/samplesMs/3', 'a number'],
  [['cells', 0, 'rounds', 0, 'samplesMs', 3], secret, '/cells/0/rounds/0/samplesMs/3', 'a number'],
  [['cells', 1, 'rounds', 0, 'batchOfRuns'], 1.5, '/cells/1/rounds/0/batchOfRuns', 'whole number'],
  [['cells', 0, 'rounds'], [], '/cells/0/rounds', 'length'],
  [['cells', 0, 'engine'], secret, '/cells/0/engine', 'form'],
  [['device', 'logicalCores'], 7, '/device/logicalCores', '8'],
  [['device', 'userAgent'], secret, '/device', 'not known'],
  [['cells', 0, secret], 1, '/cells/0', 'not known'],
  [['model', 'operators', secret], 1, '/model/operators', 'not known'],
  [['format'], secret, '/format', 'inferometer-submission'],
  [['cells'], secret, '/cells', 'Array'],
])('%j is refused', (path, value, pointer, words) => {
  const problem = problemOf(changed(path, value));
  expect(problem).toMatchObject({ status: 422, kind: 'invalid-submission' });
  expect(problem?.errors).toContainEqual({ pointer, detail: expect.stringContaining(words) as string });
  expect(JSON.stringify(problem)).not.toContain('DROP TABLE');
});

test('NaN and Infinity do not survive JSON, and a number beyond all doubles is Infinity', () => {
  const text = JSON.stringify(valid()).replace(/"samplesMs":\[[\d.]+/, '"samplesMs":[1e999');
  expect(problemOf(JSON.parse(text))?.errors?.[0]).toMatchObject({
    pointer: '/cells/0/rounds/0/samplesMs/0',
  });
});

test('keys that change what an object is are refused wherever they stand', () => {
  for (const key of ['__proto__', 'constructor', 'prototype']) {
    const text = JSON.stringify(valid()).replace('"Relu":1', `"${key}":1`);
    expect(text).toContain(key);
    const problem = problemOf(JSON.parse(text));
    expect(problem).toMatchObject({ status: 422, kind: 'invalid-submission' });
    expect(JSON.stringify(problem)).not.toContain(key);
  }
});

test('a document or protocol of another version gets a sentence that says what to do', () => {
  for (const [field, value] of [
    ['version', 2],
    ['version', 0],
    ['protocolVersion', 99],
  ] as const) {
    const problem = problemOf({ ...valid(), [field]: value });
    expect(problem).toMatchObject({ status: 422, kind: 'unknown-version' });
    expect(problem?.detail).toContain('reload the page');
  }
});

test('whatever is sent, the outcome is a value and repeats no text that was sent', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), (text) => {
      expect(readSubmission(JSON.parse(text)).status).toBe('invalid');
    }),
  );
  const paths = pathsOf(valid());
  const values = fc.oneof(
    fc.constant(secret),
    fc.double(),
    fc.integer(),
    fc.constant(null),
    fc.jsonValue({ maxDepth: 2 }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...paths), values, (path, value) => {
      const problem = problemOf(changed(path, value));
      if (value === secret) expect(problem).not.toBeNull();
      expect(JSON.stringify(problem) ?? '').not.toContain('DROP TABLE');
    }),
    { numRuns: 300 },
  );
});

function pathsOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const below = Array.isArray(value)
    ? value.slice(0, 2).flatMap((each, index) => pathsOf(each, [...path, index]))
    : Object.entries(value).flatMap(([key, each]) => pathsOf(each, [...path, key]));
  return path.length === 0 ? below : [path, ...below];
}
