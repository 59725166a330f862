import type { SuiteStatus } from '../state/suite-run.svelte.ts';

export const suiteWords = {
  heading: 'A longer suite',
  start: (title: string) => `Measure the ${title}`,
  takes: 'about',
  about: (models: number, cells: number) =>
    `${models} models in ${cells} ${cells === 1 ? 'configuration' : 'configurations'} each, with the quick preset.`,
  position: (index: number, of: number) => `Model ${index + 1} of ${of}`,
  building: (title: string) => `Building ${title}`,
  soFar: 'Measured so far',
  cancel: 'Stop the suite, keep what is measured',
  finished: (title: string, measured: number, of: number) =>
    measured === of ? `${title}: measured` : `${title}: ${measured} of ${of} measured`,
  cancelled: 'Stopped before its end: what had been measured until then.',
  caption: 'The fastest configuration for each model',
  columns: { model: 'Model', fastest: 'Fastest', median: 'Median time', why: 'In words' },
  open: (title: string) => `Open the result of ${title}`,
  none: 'none',
  back: 'Back',
  again: 'Measure again',
  save: 'Save all as JSON',
} as const;

/** How many of a suite's models have a result. */
export function measuredIn(state: Exclude<SuiteStatus, { status: 'idle' }>): number {
  return state.outcomes.filter(({ status }) => status === 'measured').length;
}
