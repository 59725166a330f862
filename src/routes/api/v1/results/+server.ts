import { postResult } from '#lib/server/api/results.ts';
import { runningService } from '#lib/server/api/service.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = ({ request, url, getClientAddress }) =>
  postResult(runningService(), { request, origin: url.origin, address: getClientAddress() });
