import { deleteResult, getResult } from '#lib/server/api/results.ts';
import { runningService } from '#lib/server/api/service.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ params }) => getResult(runningService(), params.id);

export const DELETE: RequestHandler = ({ request, params }) =>
  deleteResult(runningService(), request, params.id);
