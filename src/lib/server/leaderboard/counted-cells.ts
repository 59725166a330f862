import { createHash } from 'node:crypto';
import {
  boardKeyOfDigest,
  boardOf,
  boardText,
  countsOnBoards,
  type BoardFacts,
} from '#lib/core/results/submission-board.ts';
import type { Submission, SubmittedCell } from '#lib/core/results/submission.ts';
import { submittedRounds } from '#lib/core/results/submitted-rounds.ts';
import { ratioOfRounds } from '#lib/core/statistics/compare.ts';
import { estimateFromRounds } from '#lib/core/statistics/rounds.ts';

/** One cell of a submission as it stands on its board. Everything is computed here, from the samples. */
export interface CountedCell {
  readonly boardKey: string;
  readonly board: BoardFacts;
  readonly slot: string;
  /** Of one run of the batch: exponential of the mean of the rounds' log medians. */
  readonly medianMs: number;
  /** Against the submission's other counted cells of the same batch size whose board key is greater. */
  readonly ratios: readonly WithinRunRatio[];
}

export interface WithinRunRatio {
  readonly boardKey: string;
  /** Time of the other cell over the time of this one, paired by round: above 1, this one is faster. */
  readonly ratio: number;
}

/** So that no submission of 64 cells brings two thousand pairs; a run of every engine and backend has 28. */
const ratiosPerSubmissionLimit = 300;

/**
 * What of a submission is counted: cells with right outputs of a real processor, and of two on one board the first.
 * In the order of their board keys.
 */
export function countedCells(submission: Submission): CountedCell[] {
  const byKey = new Map<string, { board: BoardFacts; cell: SubmittedCell }>();
  for (const cell of submission.cells.filter(countsOnBoards)) {
    const board = boardOf(submission, cell);
    if (board === null) continue;
    const boardKey = boardKeyOf(board);
    if (!byKey.has(boardKey)) byKey.set(boardKey, { board, cell });
  }
  const cells = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1));
  const medians = new Map(cells.map(([boardKey, { cell }]) => [boardKey, mediansByRound(cell)]));
  let ratiosLeft = ratiosPerSubmissionLimit;
  return cells.map(([boardKey, { board, cell }], index) => {
    const ratios = cells
      .slice(index + 1)
      .filter(([, other]) => other.cell.batch === cell.batch)
      .flatMap(([otherKey]) => {
        const paired = ratioOfRounds(medians.get(boardKey) ?? [], medians.get(otherKey) ?? []);
        return paired === null ? [] : [{ boardKey: otherKey, ratio: paired.ratio }];
      })
      .slice(0, ratiosLeft);
    ratiosLeft -= ratios.length;
    const present = (medians.get(boardKey) ?? []).filter((value) => value !== null);
    return { boardKey, board, slot: cell.slot, medianMs: estimateFromRounds(present).median, ratios };
  });
}

/** The key under which a board is known: the same for all that `boardText` holds to be one board. */
export function boardKeyOf(board: BoardFacts): string {
  return boardKeyOfDigest(createHash('sha256').update(boardText(board)).digest('hex'));
}

/** Indexed by round, null where a round is missing. */
function mediansByRound(cell: SubmittedCell): (number | null)[] {
  const medians: (number | null)[] = [];
  for (const { round, medianMs } of submittedRounds(cell)) medians[round - 1] = medianMs;
  return Array.from(medians, (value) => value ?? null);
}
