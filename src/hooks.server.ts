import { resolve } from 'node:path';
import { building, dev } from '$app/environment';
import { env } from '$env/dynamic/private';
import { directAnswers } from '#lib/server/api/direct-answers.ts';
import { offerDirectAnswers } from '#lib/server/api/direct-answers-key.ts';
import { finishAnswer, preflight } from '#lib/server/api/finish-answer.ts';
import { knownModels } from '#lib/server/api/known-models.ts';
import { startMetricsServer } from '#lib/server/api/metrics-server.ts';
import { createService, runningService, useService } from '#lib/server/api/service.ts';
import { readServiceSettings } from '#lib/server/api/settings.ts';
import { compressPage } from '#lib/server/pages/compress-page.ts';
import { directPages } from '#lib/server/pages/direct-pages.ts';
import { joinedPage, PageCache, type Rendered } from '#lib/server/pages/page-cache.ts';
import { paintFirst } from '#lib/server/pages/paint-first.ts';
import { openStore } from '#lib/server/leaderboard/open-store.ts';
import type { Handle, RequestEvent, ServerInit } from '@sveltejs/kit';

const boardPages = new PageCache();

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
  const answerApi = directAnswers(service, env['ORIGIN'] || null);
  const answerPages = directPages(boardPages, () => store.epoch());
  offerDirectAnswers((...request) => answerApi(...request) || answerPages(...request));
};

export const handle: Handle = async ({ event, resolve: answer }) => {
  const { request, route, url } = event;
  if (!url.pathname.startsWith('/api/')) {
    // In development pages change with every file that is saved.
    const isKept = !dev && route.id?.startsWith('/leaderboard') && !event.isDataRequest;
    const page = isKept
      ? boardPages.answer(request, runningService().store.epoch(), () => render(event, answer))
      : joinedPage(await render(event, answer));
    return compressPage(request, await page);
  }
  const { method } = event.request;
  if (method === 'OPTIONS') return preflight();
  return finishAnswer(runningService(), method, Promise.resolve(answer(event)));
};

/** The text is taken before it becomes a response's body, which would encode it, digest it, and be read again. */
async function render(event: RequestEvent, resolve: Parameters<Handle>[0]['resolve']): Promise<Rendered> {
  let html = '';
  const transformPageChunk = (chunk: { readonly html: string }): string => {
    html += chunk.html;
    return '';
  };
  const response = await resolve(event, { transformPageChunk });
  return paintFirst({ html, response });
}
