/** The plan of one model, before it is measured. */
export const prepareWords = {
  heading: 'What to measure',
  start: 'Start measuring',
  takes: (span: string, cells: number) =>
    `about ${span} for ${cells} ${cells === 1 ? 'configuration' : 'configurations'}, longer for slow models`,
  copyLink: 'Copy link to this plan',
  another: 'Another model',
  fileInLink: 'The link carries the plan, not the file: whoever opens it needs the same file.',
  thoroughness: 'How thoroughly',
  backends: 'Backends',
  software: 'software rendering',
  alwaysMeasured: 'One WASM thread is always measured: the others are compared with it.',
  advanced: 'Advanced: threads, batch sizes, seed',
  threads: 'Threads of WASM-threads',
  threadsHint: 'Several with commas: 2, 4. Empty: what suits this device.',
  batch: 'Batch sizes',
  batchHint: 'Several with commas: 1, 8.',
  batchFixed: 'This model’s batch size cannot be changed.',
  seed: 'Seed of the order',
  seedHint: 'The same seed gives the same order of rounds.',
} as const;
