import { runningService } from '#lib/server/api/service.ts';
import type { RequestHandler } from './$types';

/** Whether this instance can keep results now: a load balancer sends nobody here while it cannot. */
export const GET: RequestHandler = async () => {
  const { status } = await runningService().store.ready();
  return Response.json(
    { status },
    { status: status === 'ready' ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  );
};
