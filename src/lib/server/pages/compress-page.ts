import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { takesGzip } from './page-cache.ts';

/** Below this a packet is a packet. */
const smallestBytes = 1_024;

/**
 * A rendered page, compressed for whoever takes that: files have compressed siblings, pages are made anew for each
 * visitor. Runs in Node's thread pool, at a level that costs less than the rendering.
 */
export async function compressPage(request: Request, response: Response): Promise<Response> {
  const type = response.headers.get('content-type') ?? '';
  if (!/^(text\/html|application\/json)\b/.test(type) || response.headers.has('content-encoding'))
    return response;
  // A 304, which may have no body, not even an empty one.
  if (response.body === null) return response;
  if (!response.headers.get('vary')?.includes('accept-encoding'))
    response.headers.append('vary', 'accept-encoding');
  if (!takesGzip(request.headers.get('accept-encoding') ?? '')) return response;
  const body = Buffer.from(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  const { status, statusText } = response;
  if (body.length < smallestBytes) return new Response(body, { status, statusText, headers });
  headers.set('content-encoding', 'gzip');
  return new Response(await promisify(gzip)(body, { level: 4 }), { status, statusText, headers });
}
