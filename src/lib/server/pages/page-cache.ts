import { fixPage, type FixedPage } from './fixed-page.ts';

/** A page is some 100 kB and as much again compressed. */
const pagesLimit = 300;

/** Rendered pages of one epoch: as long as no figures are published, the same address has the same page. */
export class PageCache {
  #epoch = -1;
  readonly #pages = new Map<string, FixedPage>();

  /**
   * Answers from the cache, or renders and keeps what was rendered.
   * @param epoch of the figures that are published now
   */
  async answer(request: Request, epoch: number, render: () => Promise<Response>): Promise<Response> {
    if (request.method !== 'GET') return render();
    const { pathname, search } = new URL(request.url);
    const address = `${pathname}${search}`;
    const kept = epoch === this.#epoch ? this.#pages.get(address) : undefined;
    if (kept !== undefined) return respond(request, kept);
    const response = await render();
    if (response.status !== 200 || !response.headers.get('content-type')?.startsWith('text/html'))
      return response;
    const html = await response.text();
    const page = fixPage(response.headers, html);
    if (page === null) return new Response(html, response);
    this.#keep(epoch, address, page);
    return respond(request, page);
  }

  #keep(epoch: number, address: string, page: FixedPage): void {
    // A page that took long may be of figures that are old by now.
    if (epoch < this.#epoch) return;
    if (epoch > this.#epoch) {
      this.#pages.clear();
      this.#epoch = epoch;
    }
    const [oldest] = this.#pages.keys();
    if (this.#pages.size >= pagesLimit && oldest !== undefined) this.#pages.delete(oldest);
    this.#pages.set(address, page);
  }
}

async function respond(request: Request, page: FixedPage): Promise<Response> {
  const isCompressed = /\bgzip\b(?!\s*;\s*q=0(?:[,\s]|$))/.test(request.headers.get('accept-encoding') ?? '');
  // Two encodings of one page are two representations, each with a tag of its own (RFC 9110, 8.8.3.3).
  const etag = `"${page.etag}${isCompressed ? '-gzip' : ''}"`;
  const headers = { ...page.headers, etag };
  if (request.headers.get('if-none-match')?.includes(etag))
    return new Response(null, { status: 304, headers });
  if (!isCompressed) return new Response(new Uint8Array(page.body), { headers });
  const compressed = await page.compressed();
  return new Response(new Uint8Array(compressed), {
    headers: { ...headers, 'content-encoding': 'gzip' },
  });
}
