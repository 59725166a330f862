import { error } from '@sveltejs/kit';
import { bearerToken, metricsType, sameSecret } from '#lib/server/api/metrics.ts';
import { runningService } from '#lib/server/api/service.ts';
import type { RequestHandler } from './$types';

/** For Prometheus, with the token of the setting METRICS_TOKEN; for everybody else there is no such address. */
export const GET: RequestHandler = async ({ request }) => {
  const { settings, metrics, store } = runningService();
  const given = bearerToken(request.headers.get('authorization'));
  if (settings.metricsToken === null || given === null || !sameSecret(given, settings.metricsToken)) {
    error(404);
  }
  return new Response(await metrics.text(store), {
    headers: { 'content-type': metricsType, 'cache-control': 'no-store' },
  });
};
