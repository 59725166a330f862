import type { RequestHandler } from './$types';

/** Whether this process answers at all. */
export const GET: RequestHandler = () =>
  Response.json({ status: 'alive' }, { headers: { 'cache-control': 'no-store' } });
