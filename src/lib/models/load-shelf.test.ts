import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inspectModel } from './inspect.ts';
import { loadModel } from './load-model.ts';
import { listShelf, loadShelf } from './load-shelf.ts';
import type { LoadedModel } from './loaded-model.ts';
import { shelf, type ServedModel } from './shelf.ts';
import { identityBytes } from './small-models.test-data.ts';

const [first, second] = shelf;
if (first === undefined || second === undefined) throw new Error('the shelf is too short for this test');
const served = (id: string, sha256: string): ServedModel => ({
  id,
  url: `models/${id}.onnx`,
  bytes: 1,
  sha256,
  files: [{ url: `models/${id}.onnx`, bytes: 1, sha256 }],
});

/** What the server says it has; null is no answer but 404. */
let index: unknown = null;
const server = createServer((request, response) => {
  if (request.url === '/models/shelf.json' && index !== null) response.end(JSON.stringify(index));
  else if (request.url?.endsWith('.onnx') === true) response.end(identityBytes());
  else response.writeHead(404).end();
});
let siteRoot = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  siteRoot = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => server.close());

test('lists what the site has, in the catalogue’s order', async () => {
  index = {
    models: [
      served('unheard-of', 'x'),
      served(second.id, second.file.sha256),
      served(first.id, first.file.sha256),
    ],
  };
  const items = await listShelf({ siteRoot });
  expect(items.map((item) => item.id)).toEqual([first.id, second.id]);
  expect(items[0]).toMatchObject({
    ref: `shelf:${first.id}`,
    url: `${siteRoot}models/${first.id}.onnx`,
    title: first.title,
  });
});

test.each([null, 'text', { models: [{ id: 1 }] }, []])('an index of %j is an empty shelf', async (answer) => {
  index = answer;
  expect(await listShelf({ siteRoot })).toEqual([]);
});

test('does not take other bytes for the catalogue’s model', async () => {
  index = { models: [served(first.id, first.file.sha256)] };
  const outcome = await loadShelf(first.id, { siteRoot, inspect: inspectModel });
  expect(outcome).toMatchObject({ status: 'problem', problem: { kind: 'checksum', name: first.title } });
});

test('tells an unknown model from one that this site lacks', async () => {
  index = { models: [] };
  expect(await loadShelf(first.id, { siteRoot })).toMatchObject({ problem: { kind: 'lacking-on-shelf' } });
  expect(await loadShelf(`${first.id}x`, { siteRoot })).toMatchObject({
    problem: { kind: 'not-on-shelf', nearest: first.id },
    message: expect.stringContaining(`did you mean “${first.id}”?`) as string,
  });
});

test('a reference leads to its loader', async () => {
  index = { models: [] };
  const none = new Map<string, LoadedModel>();
  const load = (ref: string) => loadModel(ref, none, { siteRoot, inspect: inspectModel });
  expect(await load(`shelf:${first.id}`)).toMatchObject({ problem: { kind: 'lacking-on-shelf' } });
  expect(await load('file:00')).toMatchObject({ problem: { kind: 'file-not-held' } });
  for (const ref of ['net.onnx', 'url:', 'zoo:', ''])
    expect(await load(ref)).toMatchObject({ problem: { kind: 'unknown-reference', ref } });
  const loaded = await load('url:/net.onnx');
  if (loaded.status !== 'loaded') throw new Error(loaded.message);
  const held = new Map([['file:00', loaded.model]]);
  expect(await loadModel('file:00', held)).toEqual({ status: 'loaded', model: loaded.model });
});
