import { getComparison } from '#lib/server/api/read-boards.ts';
import { runningService } from '#lib/server/api/service.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ request, url }) =>
  getComparison(runningService(), { request, search: url.searchParams });
