import type { IncomingMessage, ServerOptions, ServerResponse } from 'node:http';

/**
 * For whoever sends a byte now and then to keep connections busy: headers must have come within ten seconds, a whole
 * request within thirty (half a megabyte takes that long at 140 kbit/s).
 */
export const requestLimits: ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
};

const formTypes = /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\s*(;|$)/i;

export function isForm({ method, headers }: IncomingMessage): boolean {
  return method !== 'GET' && method !== 'HEAD' && formTypes.test(headers['content-type'] ?? '');
}

/**
 * Refuses what a form could send to the endpoint, and says whether it did. SvelteKit refuses it too, before any of our
 * code, but with a 403 of its own that is no problem document; nothing under /api takes forms.
 */
export function refuseForm(request: IncomingMessage, response: ServerResponse): boolean {
  const isApi = request.url?.startsWith('/api/') ?? false;
  if (!isApi || !isForm(request)) return false;
  const problem = {
    type: '/api/v1/problems/wrong-content-type',
    title: 'Unsupported Media Type',
    status: 415,
    detail: 'Send the document as application/json.',
  };
  response.writeHead(415, {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
    Connection: 'close',
  });
  response.end(JSON.stringify(problem));
  return true;
}
