import type { BackendId, EngineId, Precision } from './ids.ts';
import type { Submission, SubmittedCell } from './submission.ts';

/** What makes two cells of different runs comparable: all that a board's key is a digest of. */
export interface BoardFacts {
  readonly modelSha256: string;
  /** Of every input, in the model's order. */
  readonly shapes: readonly (readonly number[])[];
  readonly precision: Precision;
  readonly engine: EngineId;
  readonly engineVersion: string;
  readonly backend: BackendId;
  /** Observed, not asked for; 1 where the backend has no threads. */
  readonly threads: number;
  readonly batch: number;
  readonly options: Readonly<Record<string, boolean | number>>;
  readonly protocolVersion: number;
}

/** The board of one cell; null where the submission does not say what that batch size was fed. */
export function boardOf(
  { model, protocolVersion }: Pick<Submission, 'model' | 'protocolVersion'>,
  cell: Omit<SubmittedCell, 'slot'>,
): BoardFacts | null {
  const fed = model.fed.find(({ batch }) => batch === cell.batch);
  if (fed === undefined) return null;
  return {
    modelSha256: model.sha256,
    shapes: fed.inputs.map(({ shape }) => shape),
    precision: cell.precision,
    engine: cell.engine,
    engineVersion: cell.engineVersion,
    backend: cell.backend,
    threads: cell.threads.observed ?? 1,
    batch: cell.batch,
    options: cell.options,
    protocolVersion,
  };
}

/** One text for one board, the same in every browser and on the server. */
export function boardText(board: BoardFacts): string {
  return JSON.stringify([
    board.modelSha256,
    board.shapes,
    board.precision,
    board.engine,
    board.engineVersion,
    board.backend,
    board.threads,
    board.batch,
    Object.entries(board.options).sort(([a], [b]) => (a < b ? -1 : 1)),
    board.protocolVersion,
  ]);
}

/** A board's key from the SHA-256 (hexadecimal) of its text: 128 bits are enough that no two boards share one. */
export function boardKeyOfDigest(sha256: string): string {
  return sha256.slice(0, 32);
}

/**
 * Whether a cell may stand on a board. Not when its outputs are wrong or unchecked: how fast something wrong is helps
 * nobody. Not when the processor imitated the graphics chip: that says nothing about the device's own.
 */
export function countsOnBoards(cell: Pick<SubmittedCell, 'verdict' | 'flags'>): boolean {
  return (
    cell.verdict !== 'fail' && cell.verdict !== 'unchecked' && !cell.flags.includes('software-rendering')
  );
}
