import { isRanked, speedupOver } from '../results/compare-cells.ts';
import type { MeasuredCell } from '../results/run-document.ts';
import type { MatrixRow, SharedConfiguration } from './device-matrix.ts';

/** How many times as long one configuration takes on a device as that device's best; paired by round, plain 95 %. */
export interface Regret {
  /** Place of the device among the matrix's rows. */
  readonly row: number;
  readonly ratio: number;
  readonly ciLow: number | null;
  readonly ciHigh: number | null;
}

/** The one configuration to ship to all devices, where it has to be one. */
export type ChoiceForAll =
  | {
      readonly status: 'chosen';
      readonly configuration: SharedConfiguration;
      readonly regrets: readonly Regret[];
      /** Of the device that it serves worst. */
      readonly worst: Regret;
      /** Geometric mean over the devices. */
      readonly meanRatio: number;
      /** Places of rows on which it has no right result; empty where it runs everywhere. */
      readonly missing: readonly number[];
    }
  /** No device has a right result. */
  | { readonly status: 'none' };

/**
 * The configuration with a right result on the most devices, and of those the one whose worst regret is smallest
 * (Savage's minimax regret, J. Am. Stat. Assoc. 46, 1951), then the smallest mean. Devices without any right result
 * have no say.
 */
export function chooseForAll(
  configurations: readonly SharedConfiguration[],
  rows: readonly MatrixRow[],
): ChoiceForAll {
  const candidates = configurations.flatMap((configuration, column) => {
    const regrets = rows.flatMap((row, index) => regretOf(row, index, column) ?? []);
    const [first] = regrets;
    if (first === undefined) return [];
    const worst = regrets.reduce((most, regret) => (regret.ratio > most.ratio ? regret : most), first);
    const logarithms = regrets.map(({ ratio }) => Math.log(ratio));
    const meanRatio = Math.exp(logarithms.reduce((sum, value) => sum + value, 0) / regrets.length);
    const missing = rows.flatMap((row, index) =>
      row.best !== null && regrets.every((regret) => regret.row !== index) ? [index] : [],
    );
    return [{ status: 'chosen' as const, configuration, regrets, worst, meanRatio, missing }];
  });
  const [choice] = candidates.toSorted(
    (a, b) =>
      b.regrets.length - a.regrets.length || a.worst.ratio - b.worst.ratio || a.meanRatio - b.meanRatio,
  );
  return choice ?? { status: 'none' };
}

function regretOf(row: MatrixRow, index: number, column: number): Regret | null {
  const cell = row.cells[column];
  if (cell === null || cell === undefined || row.best === null || !isRanked(cell)) return null;
  const ratio = timesOf(cell, row.best);
  return { row: index, ratio: ratio.ratio, ciLow: ratio.ciLow, ciHigh: ratio.ciHigh };
}

function timesOf(cell: MeasuredCell, best: MeasuredCell) {
  const paired = speedupOver(cell, best);
  if (paired !== null) return paired;
  // A stopped run may have measured the two in different rounds.
  const ratio = cell.latency.medianMs / cell.batch / (best.latency.medianMs / best.batch);
  return { ratio, ciLow: null, ciHigh: null };
}
