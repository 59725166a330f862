/** The screens of a run and of a suite. */
export const runParts = {
  progress: () => import('./components/RunProgress.svelte'),
  result: () => import('./components/Result.svelte'),
  suiteProgress: () => import('./components/SuiteProgress.svelte'),
  suiteResult: () => import('./components/SuiteResult.svelte'),
} as const;

const charts = [
  () => import('./charts/latency-chart.ts'),
  () => import('./charts/box-plot-chart.ts'),
  () => import('./charts/cold-path-chart.ts'),
  () => import('./charts/samples-chart.ts'),
];

/**
 * Loads what shows a run and its result, before the run starts: it may outlast the connection, and what loads while it
 * measures would be measured too. Rejects where a screen does not come; charts may be missing, a table has their numbers.
 */
export async function loadRunParts(): Promise<void> {
  const drawing = Promise.allSettled(charts.map((load) => load()));
  await Promise.all(Object.values(runParts).map((load) => load()));
  await drawing;
}
