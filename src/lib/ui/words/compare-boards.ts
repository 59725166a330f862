/** Two boards of one model side by side. */
export const compareBoardWords = {
  title: (model: string) => `${model}: two boards compared · Inferometer`,
  description: (model: string) =>
    `Two configurations, or two kinds of device, compared on ${model}: how many times as fast, with a 95 % interval.`,
  heading: 'Compare two boards',
  intro: 'Two configurations of one model, or one configuration on two kinds of device.',
  with: 'with',
  of: 'of',
  isCut: 'This model has so many boards that only the fastest can be chosen here.',
  chooseSecond: 'Choose what to compare it with.',
  sameBoard: 'Both sides are the same crowd. Choose another configuration or kind of device.',
  crowdsCaution:
    'These are two crowds, not the same devices: part of the difference may be who measured. The interval is that of a ratio of two independent medians.',
  withinRuns: 'Each browser is compared with itself, within one run.',
  fasterOn: (board: string, percent: number) => `${board} is faster on ${percent} %`,
} as const;
