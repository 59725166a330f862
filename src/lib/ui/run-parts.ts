/** The screens of a run and of a suite. */
export const runParts = {
  progress: () => import('./components/RunProgress.svelte'),
  result: () => import('./components/Result.svelte'),
  suiteProgress: () => import('./components/SuiteProgress.svelte'),
  suiteResult: () => import('./components/SuiteResult.svelte'),
} as const;

/** What a result draws and saves when it is looked at. */
const furtherParts = [
  () => import('./charts/latency-chart.ts'),
  () => import('./charts/box-plot-chart.ts'),
  () => import('./charts/cold-path-chart.ts'),
  () => import('./charts/samples-chart.ts'),
  () => import('./charts/result-picture.ts'),
  () => import('#lib/core/results/export-csv.ts'),
  () => import('#lib/core/results/export-markdown.ts'),
  () => import('#lib/core/results/export-table.ts'),
  () => import('#lib/core/results/parse-runs-file.ts'),
];

/**
 * Loads what shows a run and its result, before the run starts: it may outlast the connection, and what loads while it
 * measures would be measured too. Rejects where a screen does not come; of the rest each says itself that it is missing.
 */
export async function loadRunParts(): Promise<void> {
  const further = Promise.allSettled(furtherParts.map((load) => load()));
  await Promise.all(Object.values(runParts).map((load) => load()));
  await further;
}
