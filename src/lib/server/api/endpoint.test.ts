import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validator } from '@cfworker/json-schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendable, type Sendable } from '../../../../tests/fixtures/submissions.ts';
import { addRig } from '../leaderboard/administration.ts';
import { openConnection } from '../leaderboard/open-connection.ts';
import { openStore } from '../leaderboard/open-store.ts';
import type { Store } from '../leaderboard/store.ts';
import { knownModels } from './known-models.ts';
import { openApiDocument } from './openapi.ts';
import { readBoardsQuery } from './query.ts';
import { getBoards, getComparison, getDevices, getDistribution, getModels, getStats } from './read-boards.ts';
import { deleteResult, getResult, postResult } from './results.ts';
import { createService, type Service } from './service.ts';
import { readServiceSettings } from './settings.ts';

const site = 'https://site.example';
const unlimited = readServiceSettings({ SUBMISSION_LIMIT: 'off' });

let folder = '';
let store: Store;
let service: Service;
const sent: Sendable[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inferometer-endpoint-'));
  store = await openStore({ dataDir: folder });
  service = await createService(store, unlimited, knownModels);
  for (let i = 0; i < 21; i++) {
    const one = sendable();
    sent.push(one);
    expect((await post(one)).status).toBe(201);
  }
  expect((await store.refresh()).status).toBe('fresh');
}, 60_000);

afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

type Changes = { headers?: Record<string, string>; body?: string };

function post({ submission }: Sendable, changes: Changes = {}, by: Service = service): Promise<Response> {
  const request = new Request(`${site}/api/v1/results`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: site,
      'idempotency-key': submission.resultId,
      ...changes.headers,
    },
    body: changes.body ?? JSON.stringify(submission),
  });
  return postResult(by, { request, origin: site, address: '192.0.2.1' });
}

function remove(id: string, token: string | null): Promise<Response> {
  const headers = token === null ? {} : { authorization: `Bearer ${token}` };
  return deleteResult(service, new Request(site, { method: 'DELETE', headers }), id);
}

const question = (search: Record<string, string> = {}, headers: Record<string, string> = {}) => ({
  request: new Request(site, { headers }),
  search: new URLSearchParams(search),
});

type Described = {
  components: { schemas: Record<string, object> };
  paths: Record<string, Record<string, { responses: Record<string, { content?: Record<string, object> }> }>>;
};
const described = openApiDocument() as Described;

/** Holds an answer to the endpoint's own description. */
async function bodyAsDescribed(response: Response, path: string, method = 'get'): Promise<unknown> {
  const promised = described.paths[path]?.[method]?.responses[String(response.status)];
  expect(promised, `${method} ${path} may answer ${response.status}`).toBeDefined();
  if (promised?.content === undefined) return null;
  const [[type = '', content] = []] = Object.entries(promised.content);
  expect(response.headers.get('content-type')).toBe(type);
  const body: unknown = await response.json();
  const { schema } = content as { schema: object };
  const validator = new Validator({ ...schema, components: described.components }, '2020-12', false);
  expect(validator.validate(body)).toMatchObject({ valid: true });
  return body;
}

test('every answer is as the description says', async () => {
  const one = sendable();
  const id = one.submission.resultId;
  await bodyAsDescribed(await post(one), '/api/v1/results', 'post');
  await bodyAsDescribed(await post(one, { body: '{' }), '/api/v1/results', 'post');
  await bodyAsDescribed(await post(one, { body: '{}' }), '/api/v1/results', 'post');
  await bodyAsDescribed(await getResult(service, id), '/api/v1/results/{id}');
  await bodyAsDescribed(await remove(id, 'wrong'), '/api/v1/results/{id}', 'delete');
  await bodyAsDescribed(await remove(id, null), '/api/v1/results/{id}', 'delete');
  await bodyAsDescribed(await remove(id, one.token), '/api/v1/results/{id}', 'delete');
  await store.refresh();
  await bodyAsDescribed(await getModels(service, question()), '/api/v1/models');
  await bodyAsDescribed(await getDevices(service, question()), '/api/v1/devices');
  await bodyAsDescribed(await getStats(service, question()), '/api/v1/stats');
  await bodyAsDescribed(await getBoards(service, question({ nonsense: '1' })), '/api/v1/boards');
  const { boards } = (await bodyAsDescribed(await getBoards(service, question()), '/api/v1/boards')) as {
    boards: { board: { key: string } }[];
  };
  expect(boards).toHaveLength(2);
  const [a = '', b = ''] = boards.map(({ board }) => board.key);
  const path = '/api/v1/boards/{key}/distribution';
  const shown = await bodyAsDescribed(await getDistribution(service, question(), a), path);
  expect(shown).toMatchObject({ row: { latencyMs: { count: 21 } }, histogram: expect.any(Array) as unknown });
  await bodyAsDescribed(await getDistribution(service, question(), '0'.repeat(32)), path);
  const compared = await bodyAsDescribed(await getComparison(service, question({ a, b })), '/api/v1/compare');
  expect(compared).toMatchObject({ ratio: { count: 21 } });
});

test('the same body again gets the same answer, another one a conflict', async () => {
  const one = sendable();
  const first = await post(one);
  const again = await post(one);
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(first.headers.get('location')).toBe(`/api/v1/results/${one.submission.resultId}`);
  expect(await again.text()).toBe(await first.text());
  const other = { ...one, submission: { ...one.submission, appVersion: '9.9.9' } };
  expect((await post(other)).status).toBe(409);
  await remove(one.submission.resultId, one.token);
});

test('an implausible result gets the very same answer and comes onto no board', async () => {
  const one = sendable();
  const copied = one.submission.cells.map((cell) => ({
    ...cell,
    rounds: cell.rounds.map((round) => ({ ...round, samplesMs: cell.rounds[0]?.samplesMs ?? [] })),
  }));
  const cheat = { ...one, submission: { ...one.submission, cells: copied } };
  const response = await post(cheat);
  expect(response.status).toBe(201);
  expect(await response.json()).toEqual({
    id: one.submission.resultId,
    href: `/api/v1/results/${one.submission.resultId}`,
  });
  await store.refresh();
  const { boards } = (await (await getBoards(service, question())).json()) as {
    boards: { latencyMs: { count: number } }[];
  };
  expect(boards.map(({ latencyMs }) => latencyMs.count)).toEqual([21, 21]);
  expect((await remove(one.submission.resultId, one.token)).status).toBe(204);
});

test('a result is read back without what is its sender’s alone, with figures from its samples', async () => {
  const { submission } = sent[0] ?? sendable();
  const text = await (await getResult(service, submission.resultId)).text();
  expect(text).not.toContain(submission.deletionTokenSha256);
  for (const { slot } of submission.cells) expect(text).not.toContain(slot);
  const { submission: shown } = JSON.parse(text) as {
    submission: { cells: { latency: { medianMs: number } }[] };
  };
  expect(shown.cells[0]?.latency.medianMs).toBeCloseTo(4.1, 0);
});

test('who may send', async () => {
  expect((await post(sendable(), { headers: { origin: 'https://other.example' } })).status).toBe(403);
  const unknown = { authorization: `Bearer ${randomBytes(8).toString('hex')}` };
  expect((await post(sendable(), { headers: unknown })).status).toBe(401);
  expect((await post(sendable(), { headers: { 'idempotency-key': 'a'.repeat(32) } })).status).toBe(422);
});

test('what a rig sends is the lab’s, shown from the first and never pooled with the crowd', async () => {
  const { connection } = await openConnection({ dataDir: folder });
  const added = await addRig(connection, 'shelf-a');
  await connection.database.destroy();
  const one = sendable();
  const key = added.status === 'added' ? added.key : '';
  const headers = { authorization: `Bearer ${key}`, origin: 'https://rig.example' };
  expect((await post(one, { headers })).status).toBe(201);
  const read = (await (await getResult(service, one.submission.resultId)).json()) as object;
  expect(read).toMatchObject({ origin: 'lab', rig: 'shelf-a' });
  await store.refresh();
  const rowsOf = async (origin: string) => {
    const response = await getBoards(service, question({ origin }));
    const { boards } = (await response.json()) as {
      boards: { origin: string; latencyMs: { count: number } }[];
    };
    return boards.map((row) => [row.origin, row.latencyMs.count]);
  };
  expect(await rowsOf('lab')).toEqual([
    ['lab', 1],
    ['lab', 1],
  ]);
  expect(await rowsOf('crowd')).toEqual([
    ['crowd', 21],
    ['crowd', 21],
  ]);
  expect((await remove(one.submission.resultId, one.token)).status).toBe(204);
  await store.refresh();
});

test('a device that the catalogue does not have is refused', async () => {
  const one = sendable();
  const response = await post({
    ...one,
    submission: { ...one.submission, catalogueDevice: 'secret-device' },
  });
  expect(response.status).toBe(422);
  const text = await response.text();
  expect(text).toContain('/catalogueDevice');
  expect(text).not.toContain('secret-device');
});

test('bodies of the wrong kind', async () => {
  const one = sendable();
  const status = async (changes: Changes) => (await post(one, changes)).status;
  expect(await status({ headers: { 'content-type': 'text/plain' } })).toBe(415);
  expect(await status({ headers: { 'content-encoding': 'gzip' } })).toBe(415);
  expect(await status({ body: '{"format":' })).toBe(400);
  expect(await status({ body: `${'['.repeat(100_000)}${']'.repeat(100_000)}` })).toBe(400);
  expect(await status({ body: JSON.stringify('x'.repeat(600 * 1024)) })).toBe(413);
});

test('a network that sends too much is told when to come back, and is not read', async () => {
  const limited = await createService(store, { ...unlimited, limitsSubmissions: true }, knownModels);
  const statuses: number[] = [];
  for (let i = 0; i < 60; i++) {
    const response = await post(sendable(), { body: '{}' }, limited);
    statuses.push(response.status);
    if (response.status === 429) {
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      break;
    }
  }
  expect(statuses.filter((status) => status === 422)).toHaveLength(40);
  expect(statuses.at(-1)).toBe(429);
});

test('readers get 304 until something is published', async () => {
  const first = await getBoards(service, question());
  const etag = first.headers.get('etag') ?? '';
  expect(first.headers.get('cache-control')).toContain('stale-while-revalidate');
  expect((await getBoards(service, question({}, { 'if-none-match': etag }))).status).toBe(304);
  const more = sendable();
  await post(more);
  await store.refresh();
  expect((await getBoards(service, question({}, { 'if-none-match': etag }))).status).toBe(200);
  await remove(more.submission.resultId, more.token);
  await store.refresh();
});

test('pages follow each other by their cursors', async () => {
  const keys: string[] = [];
  let cursor: string | null = null;
  do {
    const search: Record<string, string> = { limit: '1', ...(cursor === null ? {} : { cursor }) };
    const page = (await (await getBoards(service, question(search))).json()) as {
      boards: { board: { key: string } }[];
      next: string | null;
    };
    keys.push(...page.boards.map(({ board }) => board.key));
    cursor = page.next;
  } while (cursor !== null);
  expect(new Set(keys).size).toBe(2);
  expect((await getBoards(service, question({ cursor: 'nonsense' }))).status).toBe(400);
});

test.each([
  [{ 'browser-version': 'Samsung Internet/28', browser: 'Samsung Internet' }, ['browser-version']],
  [{ 'gpu-architecture': 'none', 'gpu-vendor': 'none', os: 'Linux' }, ['os', 'gpu-architecture']],
  [{ 'gpu-architecture': 'nvidia/ampere' }, ['gpu-architecture']],
  [{ 'browser-version': 'Chrome/149', os: 'Linux' }, ['os', 'browser-version']],
])('of %j is asked what lies within the other', (search, asked) => {
  const outcome = readBoardsQuery(new URLSearchParams(search));
  expect(outcome.status === 'read' && outcome.query.cohort.map(({ facet }) => facet)).toEqual(asked);
});

test.each([
  [{ limit: '51' }],
  [{ limit: '0' }],
  [{ model: 'x' }],
  [{ os: '<script>' }],
  [{ os: 'Linux', browser: 'Chrome', device: 'a' }],
  [{ each: 'os', browser: 'Chrome' }],
  [{ 'browser-version': 'chrome/149' }],
  [{ 'browser-version': 'Nope/149' }],
  [{ 'browser-version': 'Chrome/149', browser: 'Firefox' }],
  [{ 'gpu-architecture': 'none', 'gpu-vendor': 'nvidia' }],
  [{ '<script>': '1' }],
])('the address %j is refused without an echo', async (search) => {
  const response = await getBoards(service, question(search));
  expect(response.status).toBe(400);
  expect(await response.text()).not.toContain('<script>');
});
