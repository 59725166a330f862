import { getModels } from '#lib/server/api/read-boards.ts';
import { runningService } from '#lib/server/api/service.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ request, url }) =>
  getModels(runningService(), { request, search: url.searchParams });
