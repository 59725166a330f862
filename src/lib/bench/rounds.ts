import { noResidents } from '#lib/core/protocol/resident-tensors.ts';
import { presets, type Preset } from '#lib/core/protocol/presets.ts';
import type { CellRecord } from './cell-record.ts';
import { runCellRound, type CellRoundOutcome, type CellStep } from './cell-round.ts';
import type { Progress } from './progress.ts';
import type { RunRecord } from './run-record.ts';
import { TimeLeft } from './time-left.ts';
import { pause, untilVisible } from './visibility.ts';

/** A graphics driver needs a moment after a context or device is gone before the next one is made. */
const idleAfterGraphicsMs = 300;

/** The round that goes on, and its cells in their order. */
export interface CurrentRound {
  readonly round: number;
  readonly order: readonly CellRecord[];
}

/**
 * Whole rounds: each runs every cell once, in seeded random order, one worker at a time. Rounds are added until every
 * interval is narrow enough; always whole ones, because cells are compared within a round.
 */
export async function measureRounds(
  record: RunRecord,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
  onCell: (current: CurrentRound) => Promise<void>,
): Promise<void> {
  const preset = presets[record.plan.preset];
  const timeLeft = new TimeLeft(preset);
  let lastWasGraphics = false;
  for (let round = record.firstRound; round <= preset.maximumRounds; round++) {
    if (round > preset.minimumRounds && record.cells.every((cell) => cell.settled)) return;
    if (record.activeCells.length === 0) return;
    const order = record.cellsOfRound(round);
    const rounds = Math.max(preset.minimumRounds, round);
    for (const [index, cell] of order.entries()) {
      // Measured or ended before this round was interrupted.
      if (!cell.active || cell.hasRound(round)) continue;
      const later = order.slice(index + 1).map(({ planned }) => planned.id);
      const report = progressReporter({
        record,
        preset,
        round,
        rounds,
        order,
        index,
        timeLeft,
        later,
        onProgress,
      });
      const startedAtMs = performance.now();
      await measureCellOnce(record, cell, round, index + 1, {
        signal,
        preset,
        lastWasGraphics,
        report,
        onProgress,
      });
      lastWasGraphics = isGraphics(cell);
      if (signal.aborted) return;
      timeLeft.learn(cell.planned.id, performance.now() - startedAtMs);
      await onCell({ round, order });
    }
  }
}

interface CellContext {
  readonly signal: AbortSignal;
  readonly preset: Preset;
  readonly lastWasGraphics: boolean;
  readonly report: (step: CellStep | { readonly step: 'idle' }) => void;
  readonly onProgress: (progress: Progress) => void;
}

/** A cell's part of a round; when the tab was hidden meanwhile it is void and measured again. */
async function measureCellOnce(
  record: RunRecord,
  cell: CellRecord,
  round: number,
  position: number,
  { signal, preset, lastWasGraphics, report, onProgress }: CellContext,
): Promise<void> {
  for (;;) {
    report({ step: 'idle' });
    await pause(Math.max(preset.idleBetweenCellsMs, lastWasGraphics ? idleAfterGraphicsMs : 0), signal);
    if (document.visibilityState === 'hidden') {
      onProgress({ phase: 'waiting', cause: 'hidden', cell: cell.planned.id });
      await untilVisible(signal);
    }
    if (signal.aborted) return;
    const outcome = await runCellRound(workOf(record, cell, preset), signal, report);
    if (outcome.status !== 'voided') return settle(cell, round, position, outcome);
    record.void(round, cell, outcome.cause);
    const voidedRounds = record.voided.filter((entry) => entry.cell === cell.planned.id).length;
    if (voidedRounds >= preset.maximumRounds) {
      return cell.end({ status: 'failed', cause: { kind: 'interrupted', voidedRounds } });
    }
  }
}

function isGraphics({ planned: { key } }: CellRecord): boolean {
  return key.backend === 'webgpu' || key.backend === 'webgl';
}

function settle(
  cell: CellRecord,
  round: number,
  position: number,
  outcome: Exclude<CellRoundOutcome, { status: 'voided' }>,
): void {
  switch (outcome.status) {
    case 'measured':
      cell.add(round, position, outcome);
      return;
    case 'unsupported':
    case 'failed':
      cell.end(outcome);
      return;
    case 'cancelled':
      return;
  }
}

function workOf(record: RunRecord, cell: CellRecord, preset: Preset) {
  const reference = record.references.get(cell.planned.key.batch);
  if (reference === undefined) throw new Error('An active cell has inputs.');
  return {
    engine: cell.engine,
    key: cell.planned.key,
    format: record.model.format,
    files: record.model.files,
    resident: record.model.preset.resident ?? noResidents,
    specs: reference.specs,
    reference: reference.outputs,
    settings: preset,
    limits: record.plan.limits,
  };
}

interface ReporterContext {
  readonly record: RunRecord;
  readonly preset: Preset;
  readonly round: number;
  readonly rounds: number;
  readonly order: readonly CellRecord[];
  readonly index: number;
  readonly timeLeft: TimeLeft;
  readonly later: readonly string[];
  readonly onProgress: (progress: Progress) => void;
}

/** Turns a cell's steps into progress of the whole run. */
function progressReporter(context: ReporterContext): CellContext['report'] {
  const { round, rounds, order, index, timeLeft, later, preset, onProgress } = context;
  const cell = order[index]?.planned.id ?? '';
  const every = order.map(({ planned }) => planned.id);
  const startedAtMs = performance.now();
  const wholeMs = timeLeft.remainingMs(every, every, rounds - 1);
  return (step) => {
    const spentMs = Math.min(performance.now() - startedAtMs, timeLeft.of(cell));
    const remainingMs = timeLeft.remainingMs(later, every, rounds - round) + timeLeft.of(cell) - spentMs;
    onProgress({
      phase: 'measuring',
      round,
      rounds,
      maximumRounds: preset.maximumRounds,
      cell,
      position: index + 1,
      cells: order.length,
      step: step.step,
      samples: 'samples' in step ? step.samples : 0,
      latestMs: 'latestMs' in step ? step.latestMs : null,
      fraction: Math.min(1, Math.max(0, 1 - remainingMs / wholeMs) || 0),
      remainingMs,
    });
  };
}
