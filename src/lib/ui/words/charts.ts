/** What is written inside charts: beside and below their axes, and where somebody points at a mark. */
export const chartWords = {
  units: { µs: 'microseconds', ms: 'milliseconds', s: 'seconds' },
  logarithmic: (unit: string) => `${unit}, logarithmic scale`,
  logarithmicShort: (unit: string) => `${unit}, logarithmic`,
  round: 'round',
  /** Behind a configuration's name, in the brackets that it may have already. */
  bySoftware: (title: string) =>
    title.endsWith(')') ? `${title.slice(0, -1)}, software)` : `${title} (software)`,
  tail: (time: string) => `, 9 of 10 runs within ${time}`,
  coldPart: (time: string, part: string, duration: string) => `${time}, ${part}: ${duration}`,
  box: (median: string, middleHalf: string) => `median ${median}, middle half ${middleHalf}`,
  boxSamples: (count: number, least: string, largest: string) =>
    `${count} samples from ${least} to ${largest}`,
  sample: (round: string, duration: string) => `round ${round}: ${duration}`,
  samples: (round: string, count: number, median: string, range: string) =>
    `round ${round}: ${count} samples, median ${median}, ${range}`,
} as const;
