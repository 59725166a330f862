export type Counts = { passed: number; failed: number; skipped: number };

/** Vitest's JSON report. A file that could not even be loaded is one failure: it has no tests to count. */
export function readVitestCounts(report: string): Counts | undefined {
  const parsed = parse(report);
  if (parsed === undefined) return undefined;
  const files = Array.isArray(parsed['testResults']) ? (parsed['testResults'] as VitestFile[]) : [];
  const unloaded = files.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  return {
    passed: count(parsed['numPassedTests']),
    failed: count(parsed['numFailedTests']) + unloaded,
    skipped: count(parsed['numPendingTests']) + count(parsed['numTodoTests']),
  };
}

type VitestFile = { status: string; assertionResults: unknown[] };

/** Playwright's JSON report. Errors outside tests (a server that did not start) count as failures. */
export function readPlaywrightCounts(report: string): Counts | undefined {
  const parsed = parse(report);
  const stats = parsed?.['stats'];
  if (parsed === undefined || typeof stats !== 'object' || stats === null) return undefined;
  const { expected, unexpected, flaky, skipped } = stats as Record<string, unknown>;
  const errors = Array.isArray(parsed['errors']) ? parsed['errors'].length : 0;
  return {
    passed: count(expected),
    failed: count(unexpected) + count(flaky) + errors,
    skipped: count(skipped),
  };
}

export function addCounts(all: readonly Counts[]): Counts {
  return {
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
    skipped: all.reduce((sum, { skipped }) => sum + skipped, 0),
  };
}

/** The last line of `npm test`. */
export function formatCounts({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function parse(report: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(report) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

function count(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
