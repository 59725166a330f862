/** What came of posting one submission. `message` is a sentence that never holds the key. */
export type PostOutcome =
  /** Stored, now or by an earlier attempt whose answer was lost. */
  | { readonly status: 'accepted' }
  /** This result will never be taken. */
  | { readonly status: 'refused'; readonly message: string }
  /** The server does not know the rig. */
  | { readonly status: 'key-refused'; readonly message: string }
  /** Not now; `retryAfterMs` is null where the server does not say when. */
  | { readonly status: 'later'; readonly retryAfterMs: number | null; readonly message: string }
  /** Whatever is at that address, it takes no results. */
  | { readonly status: 'no-leaderboard'; readonly message: string };

const answerLimitMs = 60_000;
/** About the document itself: sending it again would change nothing. */
const finalStatuses: ReadonlySet<number> = new Set([400, 409, 413, 415, 422]);

export interface Destination {
  /** The site's address. */
  readonly site: URL;
  readonly key: string;
}

/**
 * Sends one submission to `POST /api/v1/results`. The id goes along as Idempotency-Key, so that the same body sent
 * again after a lost answer is stored once.
 */
export async function postResult(
  { site, key }: Destination,
  resultId: string,
  json: string,
  signal: AbortSignal,
): Promise<PostOutcome> {
  const address = new URL('/api/v1/results', site);
  let response: Response;
  try {
    response = await fetch(address, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'idempotency-key': resultId,
      },
      body: json,
      // A redirect would carry the key somewhere else.
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerLimitMs)]),
    });
  } catch (error) {
    return {
      status: 'later',
      retryAfterMs: null,
      message: `${address.host} could not be reached (${causeOf(error)}).`,
    };
  }
  const detail = await detailOf(response);
  const { status } = response;
  if (status === 201 || status === 200) return { status: 'accepted' };
  if (status === 401 || status === 403)
    return { status: 'key-refused', message: `${address.host} refuses the rig's key (${status}).${detail}` };
  if (finalStatuses.has(status))
    return { status: 'refused', message: `${address.host} does not take this result (${status}).${detail}` };
  if (status === 429 || status >= 500)
    return {
      status: 'later',
      retryAfterMs: retryAfterMs(response.headers.get('retry-after'), Date.now()),
      message: `${address.host} takes nothing at the moment (${status}).${detail}`,
    };
  return {
    status: 'no-leaderboard',
    message: `${address.origin} answered ${status}, so it is no Inferometer with a leaderboard; check --upload.`,
  };
}

/** The sentence in a problem's body (RFC 9457), with a space before it; empty where there is none. */
async function detailOf(response: Response): Promise<string> {
  try {
    const body: unknown = JSON.parse((await response.text()).slice(0, 100_000));
    if (typeof body !== 'object' || body === null || !('detail' in body)) return '';
    return typeof body.detail === 'string' ? ` ${body.detail.slice(0, 300)}` : '';
  } catch {
    return '';
  }
}

/** Seconds, or a date (RFC 9110, section 10.2.3). */
export function retryAfterMs(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs);
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${answerLimitMs / 1000} s`;
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return error.message;
}
