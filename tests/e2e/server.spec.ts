import { readdirSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { fileURLToPath } from 'node:url';
import { expect, test, type APIResponse } from '@playwright/test';

const clientFolder = fileURLToPath(new URL('../../build/client/', import.meta.url));

/** The address of a built file, whose name holds a hash. */
function builtFile(pattern: RegExp): string {
  const names = readdirSync(clientFolder, { recursive: true, encoding: 'utf8' });
  const name = names.find((candidate) => pattern.test(candidate));
  if (name === undefined) throw new Error(`No built file fits ${pattern}.`);
  return `/${name.replaceAll('\\', '/')}`;
}

function expectIsolation(response: APIResponse): void {
  const headers = response.headers();
  expect(headers['cross-origin-opener-policy']).toBe('same-origin');
  expect(headers['cross-origin-embedder-policy']).toBe('require-corp');
  expect(headers['cross-origin-resource-policy']).toBe('same-origin');
  expect(headers['x-content-type-options']).toBe('nosniff');
}

/** Sends a path as it is: fetch and browsers would mend it first. */
function rawStatus(baseURL: string, path: string, headers: Record<string, string> = {}): Promise<number> {
  const { hostname, port } = new URL(baseURL);
  return new Promise((resolve, reject) => {
    httpRequest({ hostname, port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .once('error', reject)
      .end();
  });
}

for (const [what, path, status] of [
  ['the page', '/', 200],
  ['an absent page', '/no-such-page', 404],
  ['an absent file', '/_app/immutable/no-such-file.js', 404],
  ['a static file', '/icon.svg', 200],
  ['the shelf', '/models/shelf.json', 200],
] as const) {
  test(`${what} carries the isolation headers`, async ({ request }) => {
    const response = await request.get(path);
    expect(response.status()).toBe(status);
    expectIsolation(response);
  });
}

test('worker scripts, modules and wasm carry the headers, the right type and lasting caching', async ({
  request,
}) => {
  for (const [pattern, type] of [
    [/worker.*\.js$/, 'text/javascript'],
    [/\.wasm$/, 'application/wasm'],
    [/ort-.*\.mjs$/, 'text/javascript'],
  ] as const) {
    const response = await request.get(builtFile(pattern), { headers: { 'accept-encoding': 'identity' } });
    expect(response.status()).toBe(200);
    expectIsolation(response);
    expect(response.headers()['content-type']).toContain(type);
    expect(response.headers()['cache-control']).toContain('immutable');
  }
});

test('a page has had a frame to be painted in before it asks for its scripts', async ({ page }) => {
  // First-paint is no measure here: a loaded machine shows a painted frame long after the page has gone on.
  await page.addInitScript(() =>
    requestAnimationFrame(() => requestAnimationFrame(() => performance.mark('second-frame'))),
  );
  await page.goto('/about');
  await page.waitForFunction(() => 'inferometer' in window);
  const times = await page.evaluate(() => ({
    frame: performance.getEntriesByName('second-frame')[0]?.startTime ?? Number.NaN,
    scripts: performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.includes('/_app/') && name.endsWith('.js'))
      .map(({ startTime }) => startTime),
  }));
  expect(times.scripts.length).toBeGreaterThan(3);
  expect(Math.min(...times.scripts)).toBeGreaterThan(times.frame);
});

test('wasm is sent compressed, and an unchanged file as 304 with the headers', async ({ request }) => {
  const path = builtFile(/\.wasm$/);
  const compressed = await request.fetch(path, { method: 'HEAD', headers: { 'accept-encoding': 'br' } });
  expect(compressed.headers()['content-encoding']).toBe('br');
  expect(Number(compressed.headers()['content-length'])).toBeLessThan(8_000_000);
  const unchanged = await request.get(path, {
    headers: { 'accept-encoding': 'br', 'if-none-match': compressed.headers()['etag'] ?? '' },
  });
  expect(unchanged.status()).toBe(304);
  expectIsolation(unchanged);
});

test('the page and its workers are isolated and ask nobody but the site', async ({ page, baseURL }) => {
  const foreign: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && url.origin !== baseURL) foreign.push(request.url());
  });
  await page.goto('/');
  await page.waitForLoadState('networkidle');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  const inWorker = await page.evaluate(async () => {
    const source = URL.createObjectURL(
      new Blob(['postMessage(crossOriginIsolated)'], { type: 'text/javascript' }),
    );
    const worker = new Worker(source);
    const answer = await new Promise((resolve) => (worker.onmessage = ({ data }) => resolve(data)));
    worker.terminate();
    return answer;
  });
  expect(inWorker).toBe(true);
  expect(foreign).toEqual([]);
});

test('broken requests are refused and the server goes on', async ({ request, baseURL }) => {
  const site = baseURL ?? '';
  for (const path of ['/%E0%A4%A', '/%00', '//', '/..%2f..%2fpackage.json', '/../package.json']) {
    expect([400, 404]).toContain(await rawStatus(site, path));
  }
  expect(await rawStatus(site, '/icon.svg', { range: 'bytes=5-3' })).toBe(200);
  expect((await request.get('/')).status()).toBe(200);
});

test('ranges of a file', async ({ request }) => {
  const whole = await request.get('/icon.svg');
  const bytes = await whole.body();
  const part = await request.get('/icon.svg', { headers: { range: 'bytes=-5' } });
  expect(part.status()).toBe(206);
  expect(await part.body()).toEqual(bytes.subarray(-5));
  const beyond = await request.get('/icon.svg', { headers: { range: `bytes=${bytes.length}-` } });
  expect(beyond.status()).toBe(416);
});

test('every model that the shelf names is there in full', async ({ request }) => {
  const { models } = (await (await request.get('/models/shelf.json')).json()) as {
    models: { files: { url: string; bytes: number }[] }[];
  };
  for (const { url, bytes } of models.flatMap(({ files }) => files)) {
    const response = await request.fetch(url, { method: 'HEAD', headers: { 'accept-encoding': 'identity' } });
    expect(response.status()).toBe(200);
    expect(Number(response.headers()['content-length'])).toBe(bytes);
  }
});
