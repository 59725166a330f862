import type { ServerResponse } from 'node:http';
import type { AnswerDirectly } from '../api/direct-answers-key.ts';
import { takesGzip, taggedHeaders, type PageCache } from './page-cache.ts';

/**
 * Pages that are kept, past SvelteKit, whose requests and responses cost several times what sending them does. What is
 * not kept goes the usual way and is kept then.
 */
export function directPages(pages: PageCache, epoch: () => number): AnswerDirectly {
  return (incoming, outgoing, shared) => {
    if (incoming.method !== 'GET') return false;
    const page = pages.kept(epoch(), incoming.url ?? '');
    if (page === null) return false;
    const isCompressed = takesGzip(String(incoming.headers['accept-encoding'] ?? ''));
    const headers = { ...shared, ...taggedHeaders(page, isCompressed) };
    if (incoming.headers['if-none-match']?.includes(headers.etag)) {
      outgoing.writeHead(304, headers).end();
    } else if (isCompressed) {
      void page.compressed().then(
        (body) => sendBody(outgoing, { ...headers, 'content-encoding': 'gzip' }, body),
        () => outgoing.destroy(),
      );
    } else sendBody(outgoing, headers, page.body);
    return true;
  };
}

function sendBody(outgoing: ServerResponse, headers: Record<string, string>, body: Buffer): void {
  outgoing.writeHead(200, { ...headers, 'content-length': String(body.byteLength) });
  outgoing.end(body);
}
