import { request as httpRequest } from 'node:http';
import { expect, test, type APIRequestContext, type APIResponse } from '@playwright/test';
import { sendable, type Sendable } from '../fixtures/submissions.ts';

function post(
  request: APIRequestContext,
  baseURL: string | undefined,
  { submission }: Sendable,
): Promise<APIResponse> {
  return request.post('/api/v1/results', {
    headers: { origin: baseURL ?? '', 'idempotency-key': submission.resultId },
    data: submission,
  });
}

async function expectProblem(response: APIResponse, status: number): Promise<void> {
  expect(response.status()).toBe(status);
  expect(response.headers()['content-type']).toBe('application/problem+json');
  expect(await response.json()).toMatchObject({ status, detail: expect.stringMatching(/\.$/) as unknown });
}

test('a result is taken, read back, and deleted with its token only', async ({ request, baseURL }) => {
  const one = sendable();
  const taken = await post(request, baseURL, one);
  expect(taken.status()).toBe(201);
  const location = taken.headers()['location'] ?? '';
  const read = await request.get(location);
  expect(await read.json()).toMatchObject({ id: one.submission.resultId, origin: 'crowd', rig: null });
  expect(read.headers()['cross-origin-opener-policy']).toBe('same-origin');
  await expectProblem(await request.delete(location), 401);
  await expectProblem(await request.delete(location, { headers: { authorization: 'Bearer wrong' } }), 403);
  const deleted = await request.delete(location, { headers: { authorization: `Bearer ${one.token}` } });
  expect(deleted.status()).toBe(204);
  await expectProblem(await request.get(location), 404);
});

test('what the framework would refuse in its own words is a problem document too', async ({ request }) => {
  await expectProblem(await request.get('/api/v1/no-such-thing'), 404);
  await expectProblem(await request.put('/api/v1/stats', { data: {} }), 405);
  await expectProblem(
    await request.post('/api/v1/results', { data: 'a=1', headers: { 'content-type': 'text/plain' } }),
    415,
  );
  await expectProblem(await request.post('/api/v1/results', { data: {} }), 403);
});

test('other sites may read and may not send', async ({ request }) => {
  const boards = await request.get('/api/v1/boards', { headers: { origin: 'https://other.example' } });
  expect(boards.headers()['access-control-allow-origin']).toBe('*');
  const etag = boards.headers()['etag'] ?? '';
  expect((await request.get('/api/v1/boards', { headers: { 'if-none-match': etag } })).status()).toBe(304);
  const asked = await request.fetch('/api/v1/results', {
    method: 'OPTIONS',
    headers: { origin: 'https://other.example', 'access-control-request-method': 'POST' },
  });
  expect(asked.headers()['access-control-allow-methods']).not.toContain('POST');
});

/**
 * Begins a body of that many bytes and sends no more than is needed to be refused: whoever goes on sending to a server
 * that hangs up may lose the answer to the broken connection.
 */
function begin(
  baseURL: string,
  bytes: number,
  withLength: boolean,
): Promise<{ status: number; type: string; closes: boolean }> {
  const { hostname, port } = new URL(baseURL);
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({
      hostname,
      port,
      path: '/api/v1/results',
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: baseURL,
        ...(withLength ? { 'content-length': bytes } : {}),
      },
    });
    outgoing.once('response', ({ statusCode = 0, headers }) => {
      resolve({
        status: statusCode,
        type: headers['content-type'] ?? '',
        closes: headers.connection === 'close',
      });
      outgoing.destroy();
    });
    outgoing.on('error', reject);
    // Never ended: the answer comes while the rest is still to be sent.
    outgoing.write(Buffer.alloc(withLength ? 1024 : 560 * 1024, 0x20));
  });
}

for (const [what, bytes, withLength] of [
  ['600 kB', 600 * 1024, true],
  ['40 MB', 40 * 1024 * 1024, true],
  ['unknown length', 40 * 1024 * 1024, false],
] as const) {
  test(`a body of ${what} is refused without being read to its end`, async ({ baseURL, request }) => {
    expect(await begin(baseURL ?? '', bytes, withLength)).toEqual({
      status: 413,
      type: 'application/problem+json',
      closes: true,
    });
    expect((await request.get('/healthz')).status()).toBe(200);
  });
}

test('health, readiness, metrics and the description', async ({ request }) => {
  expect(await (await request.get('/healthz')).json()).toEqual({ status: 'alive' });
  expect(await (await request.get('/readyz')).json()).toEqual({ status: 'ready' });
  expect((await request.get('/metrics')).status()).toBe(404);
  expect((await request.get('/metrics', { headers: { authorization: 'Bearer wrong' } })).status()).toBe(404);
  const metrics = await request.get('/metrics', { headers: { authorization: 'Bearer for-tests' } });
  expect(await metrics.text()).toMatch(/^inferometer_ready 1$/m);
  const description = (await (await request.get('/api/v1/openapi.json')).json()) as {
    openapi: string;
    paths: object;
  };
  expect(description.openapi).toBe('3.1.0');
  for (const path of Object.keys(description.paths).filter(
    (each) => !each.includes('{') && !/results|compare/.test(each),
  )) {
    expect((await request.get(path)).status()).toBe(200);
  }
});
