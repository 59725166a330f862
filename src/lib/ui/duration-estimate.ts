import { presets, type PresetName } from '#lib/core/protocol/presets.ts';

/** What opening a fresh worker, engine and session takes on a slow and on a fast device; not measured, a guess. */
const openingMs = { low: 700, high: 3000 };

export interface DurationEstimate {
  readonly lowMs: number;
  readonly highMs: number;
}

/**
 * How long a run of so many cells takes, from the preset's own times: from the fewest rounds at a quick pace to the
 * most rounds at a slow one. A model that takes seconds per run takes longer still.
 */
export function estimateDuration(presetName: PresetName, cells: number): DurationEstimate {
  const preset = presets[presetName];
  const busyMs = preset.idleBetweenCellsMs + preset.warmUpMinimumMs + preset.samplingMinimumMs;
  return {
    lowMs: cells * preset.minimumRounds * (busyMs + openingMs.low),
    highMs: cells * preset.maximumRounds * (busyMs + openingMs.high),
  };
}
