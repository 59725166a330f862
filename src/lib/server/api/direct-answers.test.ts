import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sendable, type Sendable } from '../../../../tests/fixtures/submissions.ts';
import { openStore } from '../leaderboard/open-store.ts';
import type { Store } from '../leaderboard/store.ts';
import { directAnswers } from './direct-answers.ts';
import { knownModels } from './known-models.ts';
import { getBoards } from './read-boards.ts';
import { deleteResult } from './results.ts';
import { createService, type Service } from './service.ts';
import { readServiceSettings } from './settings.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let folder = '';
let url = '';
let store: Store;
let service: Service;
let server: Server;
/** Addresses that were not answered directly, and so by what stands for the routes here. */
const routed: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inferometer-direct-'));
  store = await openStore({ dataDir: folder });
  const settings = readServiceSettings({ SUBMISSION_LIMIT: 'off' });
  service = await createService(store, settings, knownModels);
  const answer = directAnswers(service, null);
  server = createServer((incoming, outgoing) => {
    if (answer(incoming, outgoing, { 'x-shared': 'yes' })) return;
    const address = incoming.url ?? '';
    routed.push(address);
    const request = new Request(new URL(address, url));
    const search = new URL(request.url).searchParams;
    void getBoards(service, { request, search }).then(async (response) => {
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(Buffer.from(await response.arrayBuffer()));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

function post({ submission }: Sendable, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url}/api/v1/results`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: url,
      'idempotency-key': submission.resultId,
      ...headers,
    },
    body: JSON.stringify(submission),
  });
}

type Boards = { boards: { latencyMs: { count: number } }[] };

async function counts(search = ''): Promise<number[]> {
  const response = await fetch(`${url}/api/v1/boards${search}`);
  expect(response.status).toBe(200);
  return ((await response.json()) as Boards).boards.map(({ latencyMs }) => latencyMs.count);
}

test('a result is taken, and refused for the same reasons as by the routes', async () => {
  const one = sendable();
  const response = await post(one);
  expect(response.status).toBe(201);
  expect(response.headers.get('x-shared')).toBe('yes');
  expect(response.headers.get('location')).toBe(`/api/v1/results/${one.submission.resultId}`);
  expect(await store.read(one.submission.resultId)).toMatchObject({ status: 'found' });
  expect((await post(one)).status).toBe(201);
  const other = { ...one, submission: { ...one.submission, appVersion: '9.9.9' } };
  expect((await post(other)).status).toBe(409);
  expect((await post(sendable(), { origin: 'https://other.example' })).status).toBe(403);
  expect((await post(sendable(), { 'content-encoding': 'gzip' })).status).toBe(415);
  const problem = await post(sendable(), { 'idempotency-key': 'a'.repeat(32) });
  expect(problem.status).toBe(422);
  expect(problem.headers.get('content-type')).toBe('application/problem+json');
  const token = new Request(url, { headers: { authorization: `Bearer ${one.token}` } });
  expect((await deleteResult(service, token, one.submission.resultId)).status).toBe(204);
  expect(routed).toEqual([]);
});

test('a body that is too long is answered before it has come, whether or not its length was told', async () => {
  const head = `POST /api/v1/results HTTP/1.1\r\nHost: ${new URL(url).host}\r\nOrigin: ${url}\r\nContent-Type: application/json\r\n`;
  const told = await answerTo(`${head}Content-Length: 41943040\r\n\r\n{`);
  const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`;
  const untold = await answerTo(`${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(9)}`);
  for (const answer of [told, untold]) {
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toMatch(/connection: close/i);
    expect(answer).toContain('too-large');
  }
});

/** All that the server says until it closes the connection. */
function answerTo(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(text));
    socket.on('data', (bytes) => (answer += bytes.toString()));
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}

test('a cohort that is held back is never answered from what was shown before', async () => {
  const crowd = Array.from({ length: 5 }, () => sendable());
  for (const one of crowd.slice(1)) await post(one);
  await store.refresh();
  expect([await counts(), await counts()]).toEqual([[], []]);
  const [fifth = sendable()] = crowd;
  await post(fifth);
  await store.refresh();
  expect([await counts(), await counts()]).toEqual([
    [5, 5],
    [5, 5],
  ]);
  const token = new Request(url, { headers: { authorization: `Bearer ${fifth.token}` } });
  await deleteResult(service, token, fifth.submission.resultId);
  await store.refresh();
  expect([await counts(), await counts()]).toEqual([[], []]);
  await post(fifth);
  // The deleted result's id is free again.
  await store.refresh();
});

test('who asks the same at the same time is answered by one reading', async () => {
  let readings = 0;
  let answer: (text: string) => void = () => undefined;
  const read = () => {
    readings += 1;
    return new Promise<string>((resolve) => (answer = resolve));
  };
  const { answers } = service;
  const both = [answers.once(1, 'boards', read), answers.once(1, 'boards', read)];
  expect(readings).toBe(1);
  answer('the same');
  expect(await Promise.all(both)).toEqual(['the same', 'the same']);
  const later = answers.once(1, 'boards', read);
  const ofNextEpoch = answers.once(2, 'boards', () => Promise.resolve('another'));
  expect(readings).toBe(2);
  answer('anew');
  expect(await Promise.all([later, ofNextEpoch])).toEqual(['anew', 'another']);
});

test('what was asked before is answered without the routes, until something is published', async () => {
  const address = '?origin=crowd&limit=7';
  const first = await fetch(`${url}/api/v1/boards${address}`);
  const routedBefore = routed.length;
  const second = await fetch(`${url}/api/v1/boards${address}`);
  expect(routed.length).toBe(routedBefore);
  expect(await second.text()).toBe(await first.text());
  for (const name of ['etag', 'cache-control', 'content-type']) {
    expect(second.headers.get(name), name).toBe(first.headers.get(name));
  }
  expect(second.headers.get('access-control-allow-origin')).toBe('*');
  const tag = second.headers.get('etag') ?? '';
  const known = { headers: { 'if-none-match': `"other", W/${tag}` } };
  expect((await fetch(`${url}/api/v1/boards${address}`, known)).status).toBe(304);
  // Written otherwise it is another address, which has to be read first.
  await fetch(`${url}/api/v1/boards?limit=7&origin=crowd`);
  expect(routed.length).toBe(routedBefore + 1);
  await post(sendable());
  await store.refresh();
  expect((await fetch(`${url}/api/v1/boards${address}`, known)).status).toBe(200);
  expect(await counts(address)).toEqual([6, 6]);
  expect((await fetch(`${url}/api/v1/boards?limit=0`)).status).toBe(400);
  expect((await fetch(`${url}/api/v1/boards?limit=0`)).status).toBe(400);
});
