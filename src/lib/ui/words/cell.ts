/** All that is known of one configuration, below its row. */
export const cellWords = {
  tails: {
    meanMs: 'mean',
    minMs: 'fastest',
    maxMs: 'slowest',
    p90Ms: '9 of 10 runs within',
    p99Ms: '99 of 100 runs within',
  },
  ranOn: (provider: string) => `Ran on ${provider}.`,
  batched: 'Samples (means of several runs each)',
  single: 'Single runs',
  outliers: (far: number, samples: number) =>
    `${far} of ${samples} samples lie far above the others, over three times the width of their middle half. They count like all others.`,
  coldCaption: 'Before the first result',
  coldColumns: { runtime: 'Engine starts', session: 'Model opens', firstRun: 'First run' },
  firstRound: 'First round',
  laterRounds: 'Later rounds, with caches filled',
  rounds: 'Rounds',
  roundColumns: {
    round: 'Round',
    position: 'Place in it',
    median: 'Median, with interval within the round',
    samples: 'Samples',
    notes: 'Notes',
  },
  ofRuns: (runs: number) => ` of ${runs} runs`,
  /** Why there is no result. */
  missing: { failed: 'failed.', unsupported: 'not possible here.', cancelled: 'not measured.' },
} as const;
