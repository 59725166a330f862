/** What a figure means: a sentence for a tooltip, and more for the page about the method, where it has an anchor. */
export interface Definition {
  readonly title: string;
  readonly short: string;
  readonly more: readonly string[];
}

export const definitions = {
  'median-time': {
    title: 'Median time',
    short:
      'Time of one run, one at a time: inputs up, inference, every output read back. About half of the runs are faster.',
    more: [
      'Each round gives the median of its samples. The figure shown is the geometric mean of these medians over the rounds, so that every round weighs the same, however long it was sampled.',
      'Reading the outputs back is part of it: a graphics chip answers at once that it has begun, and only the outputs prove that it is done.',
    ],
  },
  interval: {
    title: '95 % interval',
    short:
      'Where the true time lies, in 95 of 100 such measurements. It comes from how much the rounds differ.',
    more: [
      'Student’s t over the logarithms of the rounds’ medians. The round counts, not the run: thousands of runs in one worker share its luck with memory and compilation, and an interval over them would be far too narrow.',
      'Under three rounds there is none, and none is shown.',
    ],
  },
  speedup: {
    title: 'Times as fast as one WASM thread',
    short: 'Time on one WebAssembly thread divided by the time here, per item, paired round by round.',
    more: [
      'The baseline is the same engine on one WebAssembly thread; every run measures it. Both are compared within a round, so that what a round did to both (a warm device, a busy moment) cancels.',
    ],
  },
  throughput: {
    title: 'Throughput',
    short: 'Items per second at one run after another: batch size divided by the mean time.',
    more: [
      'From the mean, not the median: slow runs take time too. Running several at once could give more; that is another figure, and not shown here yet.',
    ],
  },
  'first-result': {
    title: 'First result after',
    short:
      'What a first use costs without downloads: the engine starts, the model opens, the first run ends.',
    more: [
      'Engine starts: its code is loaded and compiled, and the device initialised. Model opens: from bytes in memory to something that can run. First run: the very first inference in a fresh worker, shader compilation included; nothing runs before it.',
      'From the second round on the browser’s code and shader caches are filled; those rounds are told apart in the details of each row.',
    ],
  },
  threads: {
    title: 'Threads',
    short: 'Threads that really computed, counted; not those that were asked for.',
    more: [
      'Where an engine quietly falls back to one thread, the configuration counts as not possible instead of as a result.',
    ],
  },
  outputs: {
    title: 'Outputs',
    short:
      'Whether the outputs agree with the reference on the same inputs. A fast wrong answer is no result.',
    more: [
      'Every configuration runs the same seeded random inputs, and all its outputs are compared with those of the reference: the engine on one WebAssembly thread. The error is the norm of the difference divided by the norm of the reference (NRMSE).',
    ],
  },
  fastest: {
    title: 'Fastest, tied for fastest',
    short:
      'Fastest only if the difference to every other is significant after correction for the number of comparisons, and over 2 %.',
    more: [
      'All pairs of correct configurations are compared by a paired t-test on logarithms, with Holm’s correction, which keeps the chance of naming any false winner at 5 %. What cannot be told apart is called tied.',
    ],
  },
  samples: {
    title: 'Samples and rounds',
    short: 'A sample is one run, or a batch of runs so long that a clock step is at most 1 % of it.',
    more: [
      'A round measures every configuration once, each in a fresh worker, in random order. No sample is ever removed: outliers are counted and shown.',
    ],
  },
  tails: {
    title: 'Slow runs',
    short:
      '“9 of 10 runs within” and “99 of 100 runs within”: shown only where enough single runs were taken to tell.',
    more: ['Batches of runs hide slow ones, so tails come from samples of single runs only.'],
  },
  pressure: {
    title: 'Processor pressure',
    short:
      'The worst state the browser reported while measuring: nominal, fair, serious or critical. Only Chromium’s desktop browsers tell.',
    more: [
      'The state comes from the Compute Pressure API, once a second at most. Chromium goes by how busy all cores together are, whoever keeps them busy: a configuration with as many threads as cores is enough for critical. So the state alone proves nothing about heat or throttling, and voids no round.',
      'It tells something where it surprises: on a device with many cores, serious or critical with nothing but one-threaded configurations points to other work, and to figures that are slower than the device can be.',
    ],
  },
  'run-ratio': {
    title: 'Times as fast, between runs',
    short: 'Time in the one run divided by the time in the other, with an interval.',
    more: [
      'Two runs share no rounds, so their rounds are independent samples: the interval is Welch’s, on logarithms, corrected for the number of comparisons (Holm). Under 2 % nothing is called a difference.',
    ],
  },
  score: {
    title: 'Score over all configurations',
    short:
      'Geometric mean of the ratios of all configurations that both runs have right. 2 means: twice as fast on average.',
    more: [
      'In each round the logarithms of the medians of the shared configurations are averaged, which pairs configurations within a round; the rounds of the two runs are then compared as independent samples (Welch). Only rounds that hold every shared configuration count.',
      'A geometric mean weighs every configuration alike, whatever its time, and the score of A over B is exactly one over that of B over A. It says nothing about a configuration that only one of the runs has.',
    ],
  },
} as const satisfies Record<string, Definition>;

export type DefinitionId = keyof typeof definitions;
export const definitionIds = Object.keys(definitions) as DefinitionId[];

/** Where a figure's definition stands. */
export function definitionAddress(id: DefinitionId): string {
  return `/method#${id}`;
}
