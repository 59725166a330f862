import { fault, problemResponse, problemType, type Problem } from './problem.ts';
import type { Service } from './service.ts';

/** Other sites may read everything that is for readers, entity tags included. */
export const readerHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, Retry-After',
};

/** What a browser asks before a page of another site reads something in an unusual way. Sending is not for others. */
export function preflight(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...readerHeaders,
      'access-control-allow-methods': 'GET, HEAD',
      'access-control-allow-headers': 'If-None-Match',
      'access-control-max-age': '86400',
    },
  });
}

/**
 * The last touch to every answer under /api: what the framework itself refused (no such address, method or a fault)
 * becomes a problem document too, readers of other sites may read, and it is counted.
 */
export async function finishAnswer(
  service: Service,
  method: string,
  answered: Promise<Response>,
): Promise<Response> {
  const response = asProblem(await answered);
  const isRead = method === 'GET' || method === 'HEAD';
  if (isRead) for (const [name, value] of Object.entries(readerHeaders)) response.headers.set(name, value);
  service.metrics.countAnswer(method, response.status);
  return response;
}

function asProblem(response: Response): Response {
  if (response.status < 400 || response.headers.get('content-type') === problemType) return response;
  const problem = problemOf(response.status);
  const allow = response.headers.get('allow');
  return problemResponse(allow === null ? problem : { ...problem, headers: { ...problem.headers, allow } });
}

function problemOf(status: number): Problem {
  switch (status) {
    case 404:
      return { status, kind: 'not-found', detail: 'There is nothing at this address.' };
    case 405:
      return { status, kind: 'method-not-allowed', detail: 'This address does not take that method.' };
    case 413:
      return {
        status,
        kind: 'too-large',
        detail: 'The body is too large.',
        headers: { connection: 'close' },
      };
    default:
      return fault;
  }
}
