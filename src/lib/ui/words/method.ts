import {
  correctnessInputs,
  presetNames,
  presets,
  protocolVersion,
  wantedRelativeHalfWidth,
} from '#lib/core/protocol/presets.ts';
import { nrmseLimits } from '#lib/core/statistics/verdict.ts';
import { presetWords } from '../words.ts';
import type { ProseSection } from './prose.ts';

const percent = (share: number) => `${share * 100} %`;

export const methodWords = {
  heading: 'How it measures',
  intro: `The protocol behind every number on this site (version ${protocolVersion}), and what each figure of a result means. Everything shown is computed from one document that holds every single sample; save it as JSON and check.`,
  figures: 'What each figure means',
  flags: 'What the notes beside a result mean',
  presets: 'How long it takes',
  tolerances: 'When outputs count as right',
  tolerancesAbout:
    'By the precision of the model’s own weights. A result that is called wrong is struck through and never recommended; an inexact one is shown with a note. An output that is no number, or infinite, where the reference is neither, is wrong whatever the rest.',
  toleranceColumns: {
    precision: 'Precision',
    pass: 'Correct up to an error (NRMSE) of',
    warn: 'Wrong beyond',
  },
  presetColumns: {
    preset: 'Preset',
    rounds: 'Rounds',
    warmUp: 'Warm-up, at least',
    sampling: 'Sampling, at least',
    idle: 'Pause before',
  },
  presetsAbout: 'For each configuration in each round.',
} as const;

export const protocolSections: readonly ProseSection[] = [
  {
    id: 'cells',
    title: 'What is measured',
    paragraphs: [
      'A configuration is an engine, a backend, a number of threads, a batch size and a precision. Each is asked for alone: engines given a choice fall back in silence, and the fallback would pass for the result.',
      'One WebAssembly thread is always among them. Its outputs are what the others are held against, and its time is the baseline of the speedups.',
    ],
  },
  {
    id: 'rounds',
    title: 'Rounds',
    paragraphs: [
      'Every configuration is measured once per round, in random order, each in a fresh worker that is ended afterwards: memory, compiled code and graphics devices of one never help or hurt the next.',
      `Rounds are added until every interval is at most ± ${percent(wantedRelativeHalfWidth)} of its median wide, or the preset’s most rounds are reached. The order comes from a seed, so that a run can be repeated as it was.`,
    ],
  },
  {
    id: 'inside',
    title: 'Inside a round',
    list: [
      'The engine’s files are in the browser’s cache before anything is timed: no download counts.',
      'The engine starts and the model opens; both are timed.',
      'The first run is timed on its own. Nothing runs before it.',
      `${correctnessInputs} seeded inputs are run and their outputs compared with the reference’s. They count as warm-up.`,
      'Warm-up goes on until the medians of two windows in a row differ by at most 2 %, twice running.',
      'Samples are taken until the interval of their median is narrow enough, or the time is up. Runs shorter than a hundred clock steps are timed in batches.',
    ],
  },
  {
    id: 'disturbances',
    title: 'Disturbances',
    paragraphs: [
      'Browsers slow hidden tabs down. A configuration’s part of a round during which the tab was hidden or frozen is thrown away and measured again. Nothing else is ever thrown away: what differs between rounds widens the interval, where everybody can see it.',
      'Two tabs that measure at a time would measure each other, so they take turns.',
    ],
  },
  {
    id: 'limits',
    title: 'What it does not tell',
    paragraphs: [
      'Not what a native program would reach on this device: only what a web page gets. Not how fast downloads are. Not how warm the device becomes over an hour. Not whether the model is any good.',
      'The phases of the first result of round one depend on what the browser still had in its caches, which no page can empty.',
    ],
  },
];

/** A row for each preset. */
export const presetRows = presetNames.map((name) => {
  const { minimumRounds, maximumRounds, warmUpMinimumMs, samplingMinimumMs, idleBetweenCellsMs } =
    presets[name];
  return {
    ...presetWords[name],
    rounds: minimumRounds === maximumRounds ? `${minimumRounds}` : `${minimumRounds}–${maximumRounds}`,
    warmUpMs: warmUpMinimumMs,
    samplingMs: samplingMinimumMs,
    idleMs: idleBetweenCellsMs,
  };
});

/** Largest error for each verdict, by the precision of the model. */
export const toleranceRows = Object.entries(nrmseLimits).map(([precision, { pass, warn }]) => ({
  precision,
  pass,
  warn,
}));
