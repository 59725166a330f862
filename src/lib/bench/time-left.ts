import type { Preset } from '#lib/core/protocol/presets.ts';

/** Until a cell has been measured once: opening, first run and checks take about this long on a laptop. */
const overheadMs = 1500;
const typicalStretch = 1.5;

/** How long one cell is expected to take in one round before anything is known about it. */
export function expectedCellMs(preset: Preset): number {
  return (
    preset.idleBetweenCellsMs +
    overheadMs +
    (preset.warmUpMinimumMs + preset.samplingMinimumMs) * typicalStretch
  );
}

/** Learns how long each cell takes in a round, and tells how much is left. */
export class TimeLeft {
  readonly #expectedMs: number;
  readonly #lastMs = new Map<string, number>();

  constructor(preset: Preset) {
    this.#expectedMs = expectedCellMs(preset);
  }

  /** A cell took this long in a round, its idle time included. */
  learn(cell: string, tookMs: number): void {
    this.#lastMs.set(cell, tookMs);
  }

  of(cell: string): number {
    return this.#lastMs.get(cell) ?? this.#expectedMs;
  }

  /** Milliseconds for the cells still to come in this round and for whole rounds after it. */
  remainingMs(stillInRound: readonly string[], everyCell: readonly string[], roundsAfter: number): number {
    const sum = (cells: readonly string[]) => cells.reduce((total, cell) => total + this.of(cell), 0);
    return sum(stillInRound) + roundsAfter * sum(everyCell);
  }
}
