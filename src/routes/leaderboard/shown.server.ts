import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import type { PageOutcome } from '#lib/server/pages/page-outcome.ts';

/** A page's data, or the answer that there is none: what every load here ends with. */
export async function shownPage<Data>(
  outcome: Promise<PageOutcome<Data>>,
  { setHeaders }: Pick<RequestEvent, 'setHeaders'>,
): Promise<Data> {
  const answered = await outcome;
  if (answered.status === 'refused') error(answered.code, answered.message);
  if (answered.status === 'moved') redirect(303, answered.address);
  setHeaders({ 'cache-control': 'public, max-age=10, stale-while-revalidate=300' });
  return answered.data;
}
