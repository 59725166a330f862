import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { compressPage } from './compress-page.ts';

const html = { 'content-type': 'text/html', 'content-length': '4000', 'x-kept': 'yes' };
const page = 'a page '.repeat(1000);
const asking = (accepts: string | null) =>
  new Request('https://site.example/', { headers: accepts === null ? {} : { 'accept-encoding': accepts } });

it('packs a page for whoever takes it, and keeps status and headers', async () => {
  const packed = await compressPage(asking('br, gzip'), new Response(page, { status: 404, headers: html }));
  expect(packed.status).toBe(404);
  expect(packed.headers.get('content-encoding')).toBe('gzip');
  expect(packed.headers.get('vary')).toBe('accept-encoding');
  expect(packed.headers.get('x-kept')).toBe('yes');
  expect(packed.headers.has('content-length')).toBe(false);
  const bytes = Buffer.from(await packed.arrayBuffer());
  expect(bytes.length).toBeLessThan(page.length / 10);
  expect(gunzipSync(bytes).toString()).toBe(page);
});

it.each([
  ['of somebody who does not take it', asking(null), html, page],
  ['of somebody who refuses it', asking('br, gzip;q=0'), html, page],
  ['that is a picture', asking('gzip'), { 'content-type': 'image/png' }, page],
  ['that is packed already', asking('gzip'), { ...html, 'content-encoding': 'br' }, page],
  ['that is as short as a packet', asking('gzip'), html, 'short'],
])('leaves an answer as it is %s', async (_, request, headers, text) => {
  const given = await compressPage(request, new Response(text, { headers }));
  expect(given.headers.get('content-encoding')).toBe(new Headers(headers).get('content-encoding'));
  expect(await given.text()).toBe(text);
});

it('lets an answer without a body pass', async () => {
  const given = await compressPage(asking('gzip'), new Response(null, { status: 304, headers: html }));
  expect([given.status, given.body]).toEqual([304, null]);
});
