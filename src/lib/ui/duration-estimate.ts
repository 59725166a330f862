import { presets, type Preset, type PresetName } from '#lib/core/protocol/presets.ts';

/** What opening a fresh worker, engine and session takes on a fast and on a slow device; not measured, a guess. */
const openingMs = { low: 700, high: 3000 };
/** Multiply-accumulates that a fast and a slow configuration do in a millisecond; a guess, from a GPU to a phone's core. */
const macsPerMs = { fast: 50e6, slow: 2e6 };
/** Runs that it usually takes until warm-up and sampling have seen enough. */
const usualRuns = { warmUp: 30, sampling: 20 };

export interface DurationEstimate {
  readonly lowMs: number;
  readonly highMs: number;
}

/**
 * How long a run of so many cells takes, from the preset's own times: from the fewest rounds at a quick pace to the
 * most rounds at a slow one.
 * @param macs multiply-accumulates of one run of the model; null where nobody has counted them, which is taken for few
 */
export function estimateDuration(
  presetName: PresetName,
  cells: number,
  macs: number | null = null,
): DurationEstimate {
  const preset = presets[presetName];
  const lowMs = cellMs(preset, (macs ?? 0) / macsPerMs.fast) + openingMs.low;
  const highMs = cellMs(preset, (macs ?? 0) / macsPerMs.slow) + openingMs.high;
  return { lowMs: cells * preset.minimumRounds * lowMs, highMs: cells * preset.maximumRounds * highMs };
}

/** One after the other. */
export function estimateTogether(
  presetName: PresetName,
  cells: number,
  macsOfModels: readonly (number | null)[],
): DurationEstimate {
  const each = macsOfModels.map((macs) => estimateDuration(presetName, cells, macs));
  return {
    lowMs: each.reduce((sum, { lowMs }) => sum + lowMs, 0),
    highMs: each.reduce((sum, { highMs }) => sum + highMs, 0),
  };
}

/** A cell in one round, without its opening: both phases end once they have seen enough, or at their longest. */
function cellMs(preset: Preset, runMs: number): number {
  const warmUpMs = between(preset.warmUpMinimumMs, usualRuns.warmUp * runMs, preset.warmUpMaximumMs);
  const samplingMs = between(preset.samplingMinimumMs, usualRuns.sampling * runMs, preset.samplingMaximumMs);
  // However long a run takes, the first one, one of the warm-up and the fewest samples are taken.
  const fewestMs = 5 * runMs;
  return preset.idleBetweenCellsMs + Math.max(warmUpMs + samplingMs, fewestMs);
}

function between(lowest: number, value: number, highest: number): number {
  return Math.min(highest, Math.max(lowest, value));
}
