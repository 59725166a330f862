import { error } from '@sveltejs/kit';
import { readBoardsQuery } from '#lib/server/api/query.ts';
import { runningService } from '#lib/server/api/service.ts';
import type { PageServerLoad } from './$types';

/** A page of boards, and the models that have any. The address takes what `/api/v1/boards` takes. */
export const load: PageServerLoad = async ({ url, setHeaders }) => {
  const read = readBoardsQuery(url.searchParams);
  if (read.status === 'refused') error(400, read.problem.detail);
  const { store } = runningService();
  const [boards, models] = await Promise.all([
    store.boards(read.query),
    store.models({ origin: read.query.origin, after: null, limit: 50 }),
  ]);
  if (boards.status === 'unknown-cursor') error(400, 'The page that was asked for is none of this list.');
  if (boards.status !== 'listed' || models.status !== 'listed') {
    error(503, 'The leaderboard cannot be reached at the moment.');
  }
  setHeaders({ 'cache-control': 'public, max-age=10, stale-while-revalidate=300' });
  const { modelSha256, origin } = read.query;
  return { rows: boards.rows, next: boards.next, models: models.rows, modelSha256, origin };
};
