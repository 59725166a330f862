import { forgetSent } from '#lib/runs/sent-results.ts';
import { requestWords } from './words/leaderboard-requests.ts';

export type Requested =
  | { readonly status: 'done' }
  /** `message` is a sentence for people. */
  | { readonly status: 'refused'; readonly message: string };

/** Sends a submission to this site's leaderboard; the same one twice counts once. */
export function postToLeaderboard(resultId: string, json: string): Promise<Requested> {
  return ask('/api/v1/results', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': resultId },
    body: json,
  });
}

/** Deletes a result with its token. One that is gone already counts as deleted. */
export async function deleteFromLeaderboard(resultId: string, token: string): Promise<Requested> {
  const outcome = await ask(`/api/v1/results/${resultId}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
  });
  if (outcome.status === 'done') forgetSent(resultId);
  return outcome;
}

async function ask(path: string, init: RequestInit): Promise<Requested> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { status: 'refused', message: requestWords.unreachable };
  }
  if (response.ok || (response.status === 404 && init.method === 'DELETE')) return { status: 'done' };
  return { status: 'refused', message: await detailOf(response) };
}

/** A problem document's sentence; some proxies answer with a page of their own instead. */
async function detailOf(response: Response): Promise<string> {
  const otherwise = requestWords.refused(response.status);
  try {
    const body = (await response.json()) as { detail?: unknown } | null;
    return typeof body?.detail === 'string' ? body.detail : otherwise;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError || error instanceof DOMException)
      return otherwise;
    throw error;
  }
}
