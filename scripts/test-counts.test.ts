import { expect, test } from 'vitest';
import { addCounts, formatCounts, readPlaywrightCounts, readVitestCounts } from './test-counts.ts';

test('vitest: a file that could not be loaded is a failure', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'passed', assertionResults: [{}] },
  ];
  const report = { numPassedTests: 4, numFailedTests: 1, numPendingTests: 2, numTodoTests: 0, testResults };
  expect(readVitestCounts(JSON.stringify(report))).toEqual({ passed: 4, failed: 2, skipped: 2 });
});

test('playwright: flaky tests and errors outside tests are failures', () => {
  const report = { stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 0 }, errors: [{}] };
  expect(readPlaywrightCounts(JSON.stringify(report))).toEqual({ passed: 3, failed: 3, skipped: 0 });
});

test('no report is told from an empty one', () => {
  expect(readVitestCounts('')).toBeUndefined();
  expect(readPlaywrightCounts('{"stats')).toBeUndefined();
});

test('the last line', () => {
  const total = addCounts([
    { passed: 3, failed: 0, skipped: 0 },
    { passed: 2, failed: 1, skipped: 0 },
  ]);
  expect(formatCounts(total)).toBe('5 passed, 1 failed');
  expect(formatCounts({ ...total, skipped: 1 })).toBe('5 passed, 1 failed, 1 skipped');
});
