import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inspectModel } from './inspect.ts';
import type { LoadOptions, LoadProgress } from './loaded-model.ts';
import { loadUrl } from './load-url.ts';
import { identityBytes, modelWithExternalData } from './small-models.test-data.ts';

const identity = identityBytes();
const external = (location: string) =>
  modelWithExternalData({ location, offset: 0, length: 16 }, { location, offset: 16, length: 16 });

const answers: Record<string, RequestListener> = {
  '/net.onnx': (_request, response) => response.end(identity),
  '/sized.onnx': (_request, response) => {
    response.writeHead(200, { 'content-length': identity.length });
    response.write(identity.subarray(0, 20));
    setTimeout(() => response.end(identity.subarray(20)), 20);
  },
  '/zipped.onnx': (_request, response) => {
    const zipped = gzipSync(identity);
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': zipped.length }).end(zipped);
  },
  '/page.onnx': (_request, response) => response.end('<!doctype html><title>Sign in</title>'),
  '/model.json': (_request, response) => response.end('{"format":"graph-model"}'),
  '/empty.onnx': (_request, response) => response.end(),
  '/cut.onnx': (_request, response) => {
    response.writeHead(200, { 'content-length': 1000 });
    response.write(identity.subarray(0, 20), () => setTimeout(() => response.destroy(), 20));
  },
  '/refused.onnx': (_request, response) => void response.destroy(),
  '/silent.onnx': () => undefined,
  '/stuck.onnx': (_request, response) => {
    response.writeHead(200, { 'content-length': 1000 });
    response.write(identity.subarray(0, 20));
  },
  '/huge.onnx': (_request, response) => {
    response.writeHead(200, { 'content-length': 2 ** 31 });
    response.write('x');
  },
  '/a/external.onnx': (_request, response) => response.end(external('sub/w 1.bin')),
  '/a/sub/w%201.bin': (_request, response) => response.end(new Uint8Array(32)),
  '/a/lonely.onnx': (_request, response) => response.end(external('gone.bin')),
  '/a/climbing.onnx': (_request, response) => response.end(external('../secret.bin')),
};

const requested: string[] = [];
const server = createServer((request, response) => {
  const path = (request.url ?? '').split('?')[0] ?? '';
  requested.push(path);
  const answer = answers[path];
  if (answer === undefined) response.writeHead(404).end('not found');
  else answer(request, response);
});
let siteRoot = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  siteRoot = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const load = (address: string, options: LoadOptions = {}) =>
  loadUrl(address, { inspect: inspectModel, siteRoot, ...options });

test('downloads a model, with progress', async () => {
  const progress: LoadProgress[] = [];
  const outcome = await load(`${siteRoot}sized.onnx?download=true`, {
    onProgress: (step) => progress.push(step),
  });
  if (outcome.status !== 'loaded') throw new Error(outcome.message);
  expect(outcome.model).toMatchObject({
    ref: `url:${siteRoot}sized.onnx?download=true`,
    name: 'sized.onnx',
    bytes: identity.length,
  });
  const totalBytes = identity.length;
  expect(progress).toContainEqual({ step: 'downloading', receivedBytes: 0, totalBytes });
  expect(progress).toContainEqual({ step: 'downloading', receivedBytes: 20, totalBytes });
  expect(progress.at(-2)).toEqual({ step: 'downloading', receivedBytes: totalBytes, totalBytes });
  expect(progress.at(-1)).toEqual({ step: 'reading' });
});

test('does not take the length of a compressed answer for the file’s', async () => {
  const totals = new Set<number | null>();
  const outcome = await load('/zipped.onnx', {
    onProgress: (progress) => progress.step === 'downloading' && totals.add(progress.totalBytes),
  });
  expect(outcome).toMatchObject({
    status: 'loaded',
    model: { ref: 'url:/zipped.onnx', bytes: identity.length },
  });
  expect([...totals]).toEqual([null]);
});

test('fetches external data from the same folder', async () => {
  const outcome = await load(' /a/external.onnx ');
  if (outcome.status !== 'loaded') throw new Error(outcome.message);
  expect(outcome.model.files.map(({ name, blob }) => [name, blob.size])).toEqual([
    ['external.onnx', external('sub/w 1.bin').length],
    ['sub/w 1.bin', 32],
  ]);
});

test('never follows external data out of the model’s folder', async () => {
  expect(await load('/a/climbing.onnx')).toMatchObject({
    problem: { kind: 'unsafe-external-data', location: '../secret.bin' },
  });
  expect(requested).not.toContain('/secret.bin');
});

test.each([
  ['/none.onnx', { kind: 'http-status', status: 404 }],
  ['/page.onnx', { kind: 'web-page' }],
  ['/model.json', { kind: 'unreadable', detail: expect.stringContaining('graph') as string }],
  ['/empty.onnx', { kind: 'empty', name: 'empty.onnx' }],
  ['/cut.onnx', { kind: 'download-cut', receivedBytes: 20, expectedBytes: 1000 }],
  ['/refused.onnx', { kind: 'refused-or-unreachable' }],
  ['/huge.onnx', { kind: 'too-large', bytes: 2 ** 31 }],
  ['/a/lonely.onnx', { kind: 'missing-external-data', missing: ['gone.bin'] }],
  ['net.onnx', { kind: 'bad-address', address: 'net.onnx' }],
])('%s is refused', async (address, problem) => {
  expect(await load(address)).toMatchObject({ status: 'problem', problem });
});

test('a page over https does not try http addresses', async () => {
  const options = { siteRoot: 'https://bench.example/' };
  expect(await load('http://models.example/net.onnx', options)).toMatchObject({
    problem: { kind: 'insecure-address' },
  });
});

test.each([
  ['/silent.onnx', 0],
  ['/stuck.onnx', 20],
])('gives up on %s', async (address, receivedBytes) => {
  const outcome = await load(address, { stallLimitMs: 200 });
  expect(outcome).toMatchObject({ problem: { kind: 'no-answer', receivedBytes, limitMs: 200 } });
});

test.each(['/silent.onnx', '/stuck.onnx'])('%s can be cancelled', async (address) => {
  const cancel = new AbortController();
  setTimeout(() => cancel.abort(), 50);
  const begun = performance.now();
  expect(await load(address, { signal: cancel.signal })).toMatchObject({ problem: { kind: 'cancelled' } });
  expect(performance.now() - begun).toBeLessThan(5000);
});
