import { error } from '@sveltejs/kit';
import { readSharedResult } from '#lib/server/api/shared-result.ts';
import { runningService } from '#lib/server/api/service.ts';
import { planFragment } from '#lib/ui/plan-link.ts';
import { sharedWords } from '#lib/ui/words/shared-result.ts';
import type { PageServerLoad } from './$types';

/** One stored result; it may be deleted at any moment, and then must not linger in caches. */
export const load: PageServerLoad = async ({ params, url, setHeaders }) => {
  const outcome = await readSharedResult(runningService(), params.id);
  if (outcome.status === 'unknown') error(404, sharedWords.goneHeading);
  if (outcome.status === 'unavailable') error(503, sharedWords.unavailableHeading);
  setHeaders({ 'cache-control': 'no-cache' });
  const { result } = outcome;
  const { ref } = result.model;
  return {
    result,
    address: `${url.origin}/r/${result.id}`,
    measurePath: ref === null ? null : `/${planFragment({ models: [{ ref }] })}`,
  };
};
