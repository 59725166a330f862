import { resolve } from 'node:path';
import { building } from '$app/environment';
import { env } from '$env/dynamic/private';
import { directAnswers } from '#lib/server/api/direct-answers.ts';
import { offerDirectAnswers } from '#lib/server/api/direct-answers-key.ts';
import { finishAnswer, preflight } from '#lib/server/api/finish-answer.ts';
import { knownModels } from '#lib/server/api/known-models.ts';
import { startMetricsServer } from '#lib/server/api/metrics-server.ts';
import { createService, runningService, useService } from '#lib/server/api/service.ts';
import { readServiceSettings } from '#lib/server/api/settings.ts';
import { openStore } from '#lib/server/leaderboard/open-store.ts';
import type { Handle, ServerInit } from '@sveltejs/kit';

/** Once per server, before its first request. */
export const init: ServerInit = async () => {
  if (building) return;
  const settings = readServiceSettings(env);
  const store = await openStore({
    dataDir: resolve(env['DATA_DIR'] || 'data'),
    databaseUrl: env['DATABASE_URL'],
  });
  const service = await createService(store, settings, knownModels);
  const { metricsPort, metricsHost } = settings;
  const metrics =
    metricsPort === null ? null : await startMetricsServer(service, { host: metricsHost, port: metricsPort });
  process.once('sveltekit:shutdown', () => {
    metrics?.close();
    void store.close();
  });
  useService(service);
  offerDirectAnswers(directAnswers(service, env['ORIGIN'] || null));
};

export const handle: Handle = ({ event, resolve: answer }) => {
  if (!event.url.pathname.startsWith('/api/')) return answer(event);
  const { method } = event.request;
  if (method === 'OPTIONS') return preflight();
  return finishAnswer(runningService(), method, Promise.resolve(answer(event)));
};
