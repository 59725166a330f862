import type { BoardRow, BoardsQuery, Store, Unavailable } from '../leaderboard/store.ts';

const rowsPerPage = 500;
/** More boards than this no model has by honest means; reading has to end somewhere. */
const mostRows = 2_000;
/** Two facets together are counted from the single entries, board by board. */
const mostRowsOfTwo = 200;

export interface AllBoards {
  readonly status: 'listed';
  readonly rows: readonly BoardRow[];
  /** There are slower ones than these. */
  readonly isCut: boolean;
}

/** All boards that fit, the fastest first, where a page is made of all and not of a part. */
export async function allBoards(
  store: Pick<Store, 'boards'>,
  query: Omit<BoardsQuery, 'after' | 'limit'>,
): Promise<AllBoards | Unavailable> {
  const most = query.cohort.length < 2 ? mostRows : mostRowsOfTwo;
  const limit = Math.min(rowsPerPage, most);
  const rows: BoardRow[] = [];
  let after: string | null = null;
  let epoch: number | null = null;
  do {
    const page = await store.boards({ ...query, after, limit });
    if (page.status === 'unavailable') return page;
    // The list has changed so much that its own cursor is none any more.
    if (page.status === 'unknown-cursor') return { status: 'listed', rows, isCut: true };
    // Published in between: a board may have changed its place, and come twice.
    if (epoch !== null && page.epoch !== epoch) return { status: 'listed', rows, isCut: true };
    epoch = page.epoch;
    rows.push(...page.rows);
    after = page.next;
  } while (after !== null && rows.length < most);
  return { status: 'listed', rows, isCut: after !== null };
}
