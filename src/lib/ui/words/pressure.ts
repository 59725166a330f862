import type { PressureState } from '#lib/core/results/pressure.ts';

/** How hard the processor was pressed at worst, for the facts of a result. Said only where the browser told. */
const states: Record<PressureState, string> = {
  nominal: 'low (nominal)',
  fair: 'moderate (fair)',
  serious: 'high (serious)',
  critical: 'very high (critical)',
};

export const pressureWords = {
  fact: 'Processor pressure',
  atWorst: (state: PressureState) => `${states[state]} at worst`,
} as const;

/**
 * What the state means for the figures; null where it means nothing. Chromium goes by how busy all cores are, and a
 * threaded configuration keeps them all busy, so not even `critical` proves that anything was slowed down.
 */
export function pressureNote(state: PressureState): string | null {
  if (state === 'nominal' || state === 'fair') return null;
  return 'Measuring on several threads does that by itself. Where other work or heat did it, these figures are slower than the device can be.';
}
