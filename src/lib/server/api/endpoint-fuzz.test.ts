import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendable } from '../../../../tests/fixtures/submissions.ts';
import { openStore } from '../leaderboard/open-store.ts';
import type { Store } from '../leaderboard/store.ts';
import { knownModels } from './known-models.ts';
import { getBoards } from './read-boards.ts';
import { getResult, postResult } from './results.ts';
import { createService, type Service } from './service.ts';
import { readServiceSettings } from './settings.ts';

const site = 'https://site.example';
let folder = '';
let store: Store;
let service: Service;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inferometer-fuzz-'));
  store = await openStore({ dataDir: folder });
  const settings = readServiceSettings({ SUBMISSION_LIMIT: 'off' });
  service = await createService(store, settings, knownModels);
});

afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

function post(body: string, id: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', origin: site, 'idempotency-key': id };
  const request = new Request(site, { method: 'POST', headers, body });
  return postResult(service, { request, origin: site, address: '192.0.2.1' });
}

type Change = (value: unknown) => unknown;

/** The text of a submission with the value at one place changed; places are counted from the document's start. */
function mutated(document: unknown, place: number, change: Change): string {
  let left = place;
  const walk = (value: unknown): unknown => {
    if (left-- === 0) return change(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, walk(each)]));
  };
  return JSON.stringify(walk(document)) ?? '';
}

/** Near misses, which pass the schema more often than not, and anything at all. */
const changes: fc.Arbitrary<Change> = fc.oneof(
  fc.constantFrom<Change>(
    (value) => (typeof value === 'number' ? 0 : value),
    (value) => (typeof value === 'number' ? value * 1e6 : value),
    (value) => (typeof value === 'number' ? Number.MIN_VALUE : value),
    (value) => (Array.isArray(value) ? [...(value as unknown[]), ...(value as unknown[])] : null),
    (value) => (Array.isArray(value) ? value.slice(0, 1) : null),
    () => undefined,
  ),
  fc.jsonValue({ maxDepth: 2 }).map((value) => () => value),
);

test('whatever comes near a submission is taken or refused, never a fault, and stays readable', async () => {
  const taken: string[] = [];
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 250 }), changes, fc.boolean(), async (place, change, near) => {
      const { submission } = sendable();
      // Few samples, so that most places are not samples.
      for (const { rounds } of submission.cells)
        for (const round of rounds) {
          round.samplesMs = round.samplesMs.slice(0, 4);
          round.samplesTaken = 4;
        }
      const body = mutated(submission, place, change);
      const response = await post(near ? body : body.slice(0, -1 - place), submission.resultId);
      expect(response.status).toBeLessThan(500);
      if (response.status === 201) taken.push(submission.resultId);
    }),
    { numRuns: 400 },
  );
  expect(taken.length).toBeGreaterThan(20);
  expect((await store.refresh()).status).toBe('fresh');
  for (const id of taken) expect((await getResult(service, id)).status).toBe(200);
  const search = new URLSearchParams();
  expect((await getBoards(service, { request: new Request(site), search })).status).toBe(200);
}, 60_000);

test('bytes of any kind are refused without a fault', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 500 }), async (body) => {
      const { status } = await post(body, randomBytes(16).toString('hex'));
      expect([400, 413, 422]).toContain(status);
    }),
  );
}, 60_000);
