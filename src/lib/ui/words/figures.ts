/** The figures of a result: what stands around the charts, and in the tables of their numbers. */
export const figureWords = {
  heading: 'Charts',
  leftOut: (configurations: string) => `The charts leave out what computed wrong results: ${configurations}.`,
  numbers: 'The numbers behind this chart',
  failed: 'The chart did not load; the table holds the same numbers.',
} as const;

export const latencyWords = {
  title: 'Median time of one run, with 95 % intervals',
  caption: (unit: string) => `Medians of the rounds in ${unit}, with their 95 % intervals`,
  columns: ['Configuration', 'Median', 'From', 'To', 'Rounds'],
} as const;

export const coldPathWords = {
  title: 'Time to the first result, without downloads',
  parts: { runtimeMs: 'engine starts', sessionMs: 'model opens', firstRunMs: 'first run' },
  firstRound: 'first round',
  laterRounds: 'later rounds',
  legend:
    'Upper bar: first round. Lower bar: median of the later rounds, when the browser’s caches were filled.',
  caption: (unit: string) => `Cold path in ${unit}`,
  configuration: 'Configuration',
  sum: 'Sum',
} as const;

export const boxPlotWords = {
  title: 'All samples',
  legend:
    'The box holds the middle half of the samples of all rounds, the line in it their median. Whiskers reach to the furthest sample within one and a half box lengths; marks are samples beyond. “+3” beside a box: so many more lie beyond the axis, over three box lengths above the box.',
  coarse: (runs: number) =>
    `The clock is coarse here: a sample may be the mean of up to ${runs} runs, which hides single slow ones.`,
  caption: (unit: string) =>
    `Quartiles and extremes of all samples in ${unit}; “far above”: samples over three box lengths above the box`,
  columns: [
    'Configuration',
    'Samples',
    'Least',
    'Lower whisker',
    'Lower quartile',
    'Median',
    'Upper quartile',
    'Upper whisker',
    'Largest',
    'Beyond whiskers',
    'Far above',
  ],
} as const;

export const samplesWords = {
  title: 'Samples over time',
  about:
    'Each configuration’s samples in the order in which they were measured, each on a scale of its own; every other round on a darker ground. Where there are too many to show, a mark is the median of neighbours and its line reaches from their least to their largest.',
  caption: (unit: string) => `Samples of each round in ${unit}`,
  columns: ['Configuration', 'Round', 'Samples', 'Runs per sample', 'Least', 'Median', 'Largest'],
} as const;
