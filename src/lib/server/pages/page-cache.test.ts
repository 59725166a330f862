import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { PageCache, type Rendered } from './page-cache.ts';

const script = 'start("a")';
const style = 'p{color:red}';
let rendered = 0;

/** As SvelteKit renders: a nonce in the policy and on every inline element. */
function render(nonce = `n+/${(rendered += 1)}==`): Promise<Rendered> {
  const html = `<!doctype html><style nonce="${nonce}">${style}</style><p style="width:5%">page ${rendered}</p><script nonce="${nonce}">${script}</script>`;
  const policy = `default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'nonce-${nonce}'; style-src 'self' 'nonce-${nonce}'; style-src-attr 'unsafe-inline'`;
  const headers = {
    'content-type': 'text/html',
    'content-security-policy': policy,
    'cache-control': 'public',
    etag: '"of-nothing"',
  };
  return Promise.resolve({ html, response: new Response('', { headers }) });
}

const request = (path = '/leaderboard', headers: Record<string, string> = {}) =>
  new Request(`http://localhost${path}`, { headers });
const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('PageCache', () => {
  it('sends one page again while nothing is published, by address', async () => {
    const cache = new PageCache();
    const first = await (await cache.answer(request(), 1, render)).text();
    expect(await (await cache.answer(request(), 1, render)).text()).toBe(first);
    expect(await (await cache.answer(request('/leaderboard?os=iOS'), 1, render)).text()).not.toBe(first);
    expect(await (await cache.answer(request(), 2, render)).text()).not.toBe(first);
  });

  it('names hashes in the place of a nonce that would be used again', async () => {
    const answer = await new PageCache().answer(request(), 1, render);
    const policy = answer.headers.get('content-security-policy');
    expect(policy).toBe(
      `default-src 'self'; script-src 'self' 'wasm-unsafe-eval' ${hash(script)}; style-src 'self' ${hash(style)}; style-src-attr 'unsafe-inline'`,
    );
    expect(await answer.text()).not.toContain('nonce');
  });

  it('compresses, and answers 304 for the very representation that a reader has', async () => {
    const cache = new PageCache();
    const plain = await cache.answer(request(), 1, render);
    const packed = await cache.answer(request('/leaderboard', { 'accept-encoding': 'gzip, br' }), 1, render);
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(gunzipSync(await packed.arrayBuffer()).toString()).toBe(await plain.text());
    const etag = packed.headers.get('etag') ?? '';
    const again = { 'accept-encoding': 'gzip', 'if-none-match': etag };
    expect((await cache.answer(request('/leaderboard', again), 1, render)).status).toBe(304);
    expect((await cache.answer(request('/leaderboard', { 'if-none-match': etag }), 1, render)).status).toBe(
      200,
    );
  });

  it('keeps no failures, and no page whose policy it does not understand', async () => {
    const cache = new PageCache();
    const failing = () => Promise.resolve({ html: '<p>lost', response: new Response('', { status: 503 }) });
    const failed = await cache.answer(request(), 1, failing);
    expect([failed.status, await failed.text()]).toEqual([503, '<p>lost']);
    expect((await cache.answer(request(), 1, render)).status).toBe(200);
    const strange = () =>
      Promise.resolve({
        html: '<p>plain',
        response: new Response('', { headers: { etag: '"of-nothing"' } }),
      });
    const answer = await cache.answer(request('/strange'), 1, strange);
    expect([answer.headers.get('etag'), await answer.text()]).toEqual([null, '<p>plain']);
    const redirecting = () => Promise.resolve({ html: '', response: new Response(null, { status: 303 }) });
    expect((await cache.answer(request('/strange'), 1, redirecting)).status).toBe(303);
    expect(await (await cache.answer(request('/strange'), 1, render)).text()).toContain('page');
  });
});
