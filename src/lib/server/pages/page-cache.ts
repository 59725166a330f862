import { EpochMap } from '../epoch-map.ts';
import { fixPage, type FixedPage } from './fixed-page.ts';

/** A page is some 100 kB and as much again compressed. */
const pagesLimit = 300;

/** What SvelteKit made: the page's text apart from its response, which is then empty; no text for anything but a page. */
export interface Rendered {
  readonly html: string;
  readonly response: Response;
}

/** Rendered pages of one epoch: as long as no figures are published, the same address has the same page. */
export class PageCache {
  readonly #pages = new EpochMap<FixedPage>(pagesLimit);

  /**
   * Answers from the cache, or renders and keeps what was rendered.
   * @param epoch of the figures that are published now
   */
  async answer(request: Request, epoch: number, render: () => Promise<Rendered>): Promise<Response> {
    if (request.method !== 'GET') return joinedPage(await render());
    const { pathname, search } = new URL(request.url);
    const address = `${pathname}${search}`;
    const kept = this.kept(epoch, address);
    if (kept !== null) return respond(request, kept);
    const rendered = await render();
    const { html, response } = rendered;
    const page = html === '' || response.status !== 200 ? null : fixPage(response.headers, html);
    if (page === null) return joinedPage(rendered);
    this.#pages.put(epoch, address, page);
    return respond(request, page);
  }

  /** @param address path and search, as in the request's first line */
  kept(epoch: number, address: string): FixedPage | null {
    return this.#pages.get(epoch, address);
  }
}

/** A page as one response, not kept. */
export function joinedPage({ html, response }: Rendered): Response {
  if (html === '') return response;
  // Those of an empty text.
  response.headers.delete('etag');
  response.headers.delete('content-length');
  return new Response(html, response);
}

export function takesGzip(acceptEncoding: string): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:[,\s]|$))/.test(acceptEncoding);
}

/** Two encodings of one page are two representations, each with a tag of its own (RFC 9110, 8.8.3.3). */
export function taggedHeaders(
  page: FixedPage,
  isCompressed: boolean,
): Record<string, string> & { readonly etag: string } {
  return { ...page.headers, etag: `"${page.etag}${isCompressed ? '-gzip' : ''}"` };
}

async function respond(request: Request, page: FixedPage): Promise<Response> {
  const isCompressed = takesGzip(request.headers.get('accept-encoding') ?? '');
  const headers = taggedHeaders(page, isCompressed);
  if (request.headers.get('if-none-match')?.includes(headers.etag))
    return new Response(null, { status: 304, headers });
  if (!isCompressed) return new Response(new Uint8Array(page.body), { headers });
  const compressed = await page.compressed();
  return new Response(new Uint8Array(compressed), {
    headers: { ...headers, 'content-encoding': 'gzip' },
  });
}
