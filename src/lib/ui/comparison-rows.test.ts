import { describe, expect, test } from 'vitest';
import { compareWithBase } from '#lib/core/results/compare-runs.ts';
import { comparisonRows, comparisonSentence } from './comparison-rows.ts';
import { measuredCell, runDocument } from './run-document.test-data.ts';

const none = { cell: null, tied: [], sentence: '' };
const run = (runId: string, ...cells: Parameters<typeof runDocument>[0]) => ({
  ...runDocument(cells, none),
  runId,
});
const simd = (medianMs: number, rounds = 5) =>
  measuredCell({ backend: 'wasm-simd', medianMs, rounds, verdict: 'reference' });
const threads = (medianMs: number, rounds = 5) =>
  measuredCell({ backend: 'wasm-threads', medianMs, rounds, threads: 2 });
const sentence = (...[base, other]: [ReturnType<typeof run>, ReturnType<typeof run>]) => {
  const [only] = compareWithBase(base, [other]);
  if (only === undefined) throw new Error('One comparison.');
  return comparisonSentence(only, 'B', 'A');
};

describe('the sentence of a comparison', () => {
  const base = run('a', simd(10), threads(6));
  test.each([
    [run('b', simd(5), threads(3)), 'B is faster than A on 2 of 2 configurations, and faster over all.'],
    [
      run('b', simd(5), threads(60)),
      'B is faster than A on 1 and slower on 1 of 2 configurations, and slower over all.',
    ],
    [run('b', simd(20)), 'B is slower than A on 1 of 1 configuration.'],
    [run('b', simd(10), threads(6)), 'No significant difference between B and A.'],
    [run('b', simd(5, 2)), 'Too few rounds to tell B from A.'],
    [run('a', simd(5)), 'These are the same run.'],
  ])('says what the figures support (%#)', (other, expected) => {
    expect(sentence(base, other)).toBe(expected);
  });
});

test('a configuration that only some runs have keeps its row, with gaps', () => {
  const base = run('a', simd(10), threads(6));
  const compared = compareWithBase(base, [run('b', simd(5)), run('c', simd(5), threads(3))]);
  const rows = comparisonRows(base, compared);
  expect(rows.map(({ title }) => title)).toEqual(['WASM-SIMD', 'WASM-threads (2 threads)']);
  expect(rows[1]?.others.map((other) => other?.verdict ?? null)).toEqual([null, 'a-faster']);
});
