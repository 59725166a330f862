import type { PresetName } from '#lib/core/protocol/presets.ts';
import type { Correctness, MeasuredCell, Round } from '#lib/core/results/run-document.ts';
import { formatError } from './format.ts';

export interface Explained {
  readonly word: string;
  readonly explanation: string;
}

const flags: Record<MeasuredCell['flags'][number] | Round['flags'][number], Explained> = {
  'software-rendering': {
    word: 'software rendering',
    explanation:
      'The processor did the graphics work here. This says nothing about the device’s graphics chip.',
  },
  'no-steady-state': {
    word: 'never settled',
    explanation: 'Runs were still getting faster or slower when the warm-up time was over.',
  },
  'few-samples': { word: 'few samples', explanation: 'The time was over before enough runs had been taken.' },
  noisy: {
    word: 'noisy',
    explanation: 'The runs of a round differ so much that its median stays uncertain.',
  },
  'threads-partial': {
    word: 'fewer threads',
    explanation: 'The engine started fewer threads than were asked for.',
  },
  'threads-override': {
    word: 'threads overridden',
    explanation: 'The engine would have taken another number of threads by itself.',
  },
  'leaks-tensors': {
    word: 'leaks memory',
    explanation:
      'Every run left tensors behind. An app that runs this model for long would run out of memory.',
  },
  'residents-moved': {
    word: 'moves its cache',
    explanation:
      'This backend takes the model’s cache from ordinary memory and gives it back with every run. An app would pay for that too; where the cache stays on the device, the others do not.',
  },
  'round-spread': {
    word: 'rounds differ',
    explanation:
      'After the last round the interval is still wider than ±3 %: something else was busy, the device got warm, or more rounds are needed.',
  },
};

/** Every flag, for the page about the method. */
export const explainedFlags = Object.entries(flags).map(([id, words]) => ({ id, ...words }));

/** A flag as a word, and a sentence that says what it means for the number beside it. */
export function explainFlag(flag: keyof typeof flags): Explained {
  return flags[flag];
}

/** The verdict on a cell's outputs as a word, and the figures behind it. */
export function explainVerdict(correctness: Correctness): Explained {
  switch (correctness.verdict) {
    case 'reference':
      return {
        word: 'reference',
        explanation: 'The outputs of the other configurations are compared with these.',
      };
    case 'pass':
      return {
        word: 'correct',
        explanation: `Same outputs as the reference. ${figures(correctness)}${also(correctness)}`,
      };
    case 'warn':
      return {
        word: 'inexact',
        explanation: `Close to the reference, but less than usual. ${figures(correctness)}${also(correctness)}`,
      };
    case 'fail':
      return {
        word: 'wrong result',
        explanation: `The outputs differ from the reference. ${figures(correctness)}${also(correctness)}`,
      };
    case 'unchecked':
      return {
        word: 'unchecked',
        explanation: correctness.reason ?? 'There was no reference to compare with.',
      };
  }
}

function also({ reason }: Correctness): string {
  return reason === null ? '' : ` ${reason}`;
}

function figures({ nrmse, maxAbs, top1Agrees, nanCount, infinityCount, inputs }: Correctness): string {
  const parts = [`${inputs} ${inputs === 1 ? 'input' : 'inputs'} compared`];
  if (nrmse !== null) parts.push(`relative error (NRMSE) ${formatError(nrmse)}`);
  if (maxAbs !== null) parts.push(`largest difference ${formatError(maxAbs)}`);
  if (top1Agrees === false) parts.push('another class comes first');
  if (nanCount) parts.push(`${nanCount} not-a-number values`);
  if (infinityCount) parts.push(`${infinityCount} infinite values`);
  return `${parts.join(', ')}.`;
}

/** What each preset does, for somebody who has never read a statistics book. */
export const presetWords: Record<PresetName, Explained> = {
  quick: { word: 'Quick', explanation: 'Three short rounds: a first look, with wide intervals.' },
  standard: {
    word: 'Standard',
    explanation: 'Five to ten rounds, until the intervals are narrow. Good enough to decide.',
  },
  rigorous: { word: 'Rigorous', explanation: 'Ten long rounds: for numbers that you publish.' },
};
