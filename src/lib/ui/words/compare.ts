import type { DifferenceVerdict } from '#lib/core/results/run-score.ts';

export const compareWords = {
  heading: 'Compare runs',
  intro:
    'Runs of one model, of other days, browsers or devices: save a result there as JSON, and add it here. Nothing leaves this browser.',
  choose: 'Runs to compare',
  chooseHint: 'Choose two or more runs of the same model.',
  empty: 'No runs are kept in this browser yet. Measure a model, or add the runs of a file.',
  measure: 'Measure a model',
  base: 'Compare with',
  isBase: 'the others are compared with this',
  score: 'Score over all configurations',
  configuration: 'Configuration',
  add: 'Add runs from a file',
  leftOut: 'Without a right result in both runs:',
  caption:
    'Medians of the rounds with their 95 % intervals, and how many times as fast as in the run that is compared with. Intervals of ratios are Welch’s, on logarithms, corrected for all comparisons shown (Holm); below 2 % nothing is called a difference.',
  reading: 'Reading the runs…',
  withoutScript: 'Kept runs are read and compared in this browser, which needs JavaScript too.',
  /** Two runs of one name in a sentence. */
  older: 'the older run',
  newer: 'the newer run',
  versions: (engine: string, version: string, before: string) => `${engine} ${version}, was ${before}`,
} as const;

/** A verdict on a run against the base, in words. */
export function differenceWords(verdict: DifferenceVerdict, ratio: number): string {
  switch (verdict) {
    case 'a-faster':
      return 'faster';
    case 'b-faster':
      return 'slower';
    case 'no-difference':
      return 'no significant difference';
    case 'undecidable':
      return `${ratio >= 1 ? 'lower' : 'higher'} median, but too few rounds to say`;
  }
}
