import type { DifferenceVerdict } from '#lib/core/results/run-score.ts';

/** A model's boards, engine version by version. */
export const versionWords = {
  title: (model: string) => `${model} over versions · Leaderboard · Inferometer`,
  description: (model: string) =>
    `Whether newer versions of ONNX Runtime Web, TensorFlow.js and browsers run ${model} faster or slower, with 95 % intervals.`,
  heading: (model: string) => `${model} over versions`,
  intro:
    'The same configuration, version by version. The crowds need not be the same devices: choose one device or graphics chip to compare like with like.',
  none: 'No configuration has boards of two versions of its engine yet.',
  browsersHeading: 'Versions of a browser',
  browsersHint:
    'Choose a browser: its eight newest versions of which enough people sent results, each configuration on its newest engine.',
  browsersNone: 'No configuration has boards of two versions of this browser yet.',
  allOfModel: 'All configurations',
  version: 'Version',
  change: 'Against the version before',
  first: 'the oldest shown here',
  leftOut: (count: string) =>
    `Left out here: ${count} more of such tables. Choose an engine, a backend or a number of threads to see them.`,
  isCut:
    'This model has so many boards that only the fastest were looked through. Choose an engine or a backend to see the others.',
  /** What a browser's versions are told without. */
  browsersAlone: (others: string) =>
    `These cover everyone who uses the browser; smaller crowds would be too few to show. The links leave out: ${others}.`,
} as const;

/** What a change from one version to the next is called. */
export function versionChangeWords(verdict: DifferenceVerdict): string {
  switch (verdict) {
    case 'a-faster':
      return 'faster';
    case 'b-faster':
      return 'slower: a regression';
    case 'no-difference':
      return 'no significant difference';
    case 'undecidable':
      return 'too few browsers to say';
  }
}
