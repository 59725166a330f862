import type { RoundCheck } from '#lib/core/results/correctness.ts';
import type { RunLabel } from '#lib/core/results/parse-runs-file.ts';
import type { Environment, RunDocument } from '#lib/core/results/run-document.ts';

/** What the list of kept runs shows; the documents themselves are read only when they are opened. */
export interface KeptRun extends RunLabel {
  readonly runId: string;
  readonly startedAt: string;
  readonly status: RunDocument['status'];
  readonly modelName: string;
  readonly modelSha256: string;
  readonly browser: Environment['browser'];
  readonly os: string;
  readonly sentence: string;
  /** Cells with a result. */
  readonly measuredCells: number;
}

/** A run that goes on, or went on until its page was reloaded, closed or crashed: all that continuing it needs. */
export interface InterruptedRun {
  readonly runId: string;
  /** As if it had been cancelled when it was last written. */
  readonly document: RunDocument;
  /** What each round found out about a cell's outputs, by cell id; the document holds only the worst. */
  readonly checks: Readonly<Record<string, readonly RoundCheck[]>>;
  /** The round that was going on, and its cells in their order. */
  readonly round: number;
  readonly order: readonly string[];
}

export function keptRunOf(document: RunDocument, label: RunLabel | null): KeptRun {
  const { runId, startedAt, status, model, environment, recommendation, cells } = document;
  return {
    runId,
    startedAt,
    status,
    modelName: model.name,
    modelSha256: model.sha256,
    browser: environment.browser,
    os: environment.os.family,
    sentence: recommendation.sentence,
    measuredCells: cells.filter((cell) => cell.status === 'measured').length,
    name: label?.name ?? model.name,
    notes: label?.notes ?? '',
  };
}

/** How many rounds every cell that is still measured has behind it. */
export function finishedRounds({ document }: InterruptedRun): number {
  const rounds = document.cells.flatMap((cell) => {
    if (cell.status === 'measured') return [cell.rounds.length];
    return cell.status === 'failed' && cell.reason.kind === 'cancelled' ? [0] : [];
  });
  return rounds.length === 0 ? 0 : Math.min(...rounds);
}
