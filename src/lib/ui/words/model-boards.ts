import type { DifferenceVerdict } from '#lib/core/results/run-score.ts';

/** The boards of one model. */
export const modelBoardWords = {
  title: (model: string) => `${model} · Leaderboard · Inferometer`,
  description: (model: string) =>
    `How fast ${model} runs in browsers, by engine, version and backend: medians with 95 % intervals, by device, system and graphics chip.`,
  extent: (boards: string, browsers: string) => `${boards} boards, up to ${browsers} browsers on one`,
  sha256: (start: string) => `SHA-256 ${start}`,
  heldBack:
    'No board of this model can be shown yet: either nobody has sent a result, or fewer than five browsers have, whose results are held back so that they cannot tell whose they are.',
  rows: 'Every configuration',
  noRows: 'No board fits these choices.',
  versions: 'Versions over time',
  /** A model of the zoo has boards for each size that it was built in. */
  sizes: (count: string) => `${count} other sizes of this model`,
  ratios: 'Which backend is faster on one device',
  ratiosHint:
    'Only browsers that ran both, each compared with itself within one run. Medians of different crowds are never divided here.',
  against: 'against',
  shareFaster: 'Faster on',
  allRatios: (count: number) => `All ${count} comparisons`,
} as const;

export function verdictWords(verdict: DifferenceVerdict): string {
  switch (verdict) {
    case 'a-faster':
      return 'faster';
    case 'b-faster':
      return 'slower';
    case 'no-difference':
      return 'no significant difference';
    case 'undecidable':
      return 'too few browsers for an interval';
  }
}
