import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { openStore } from '#lib/server/leaderboard/open-store.ts';
import { startTestServer } from '#lib/server/leaderboard/postgresql/test-server.ts';
import type { NewResult, Store } from '#lib/server/leaderboard/store.ts';
import { syntheticResult } from '#lib/server/leaderboard/synthetic-population.ts';
import { benchPages } from './bench-pages.ts';
import { ensureBuilt } from './build.ts';
import { projectRoot } from './paths.ts';

/**
 * `npm run bench:server [-- SIZE …]`: what the leaderboard takes and answers on both stores, beside the store's own bare
 * rate for the same rows. Client and server share this machine. Prints figures, judges none. Populations of 10,000 and
 * 100,000 results unless sizes are given.
 */
const sizes = process.argv.slice(2).map(Number);
if (sizes.some((size) => !Number.isInteger(size) || size < 1)) {
  process.stderr.write('Sizes are whole numbers, such as: npm run bench:server -- 10000 100000 1000000\n');
  process.exit(2);
}
const populations = (sizes.length === 0 ? [10_000, 100_000] : sizes).sort((a, b) => a - b);
const connections = 32;
const readSeconds = 5;
/** Results per kind of document: some five seconds at the rates that are wanted. */
const posted = { 1: 8000, 8: 1500 } as const;

interface Place {
  readonly name: string;
  readonly dataDir: string;
  readonly databaseUrl: string;
}

const built = await ensureBuilt();
if (built.status === 'failed') {
  process.stderr.write(`${built.message}\n`);
  process.exit(1);
}
const folder = await mkdtemp(join(tmpdir(), 'inferometer-bench-'));
const postgresql = await startTestServer();
try {
  const sqlite = (name: string): Place => ({ name: 'SQLite', dataDir: join(folder, name), databaseUrl: '' });
  await measure(() => Promise.resolve(sqlite(`sqlite-${Math.random()}`)));
  if (postgresql.status === 'started') {
    await measure(async () => ({
      name: 'PostgreSQL',
      dataDir: folder,
      databaseUrl: await postgresql.createDatabase(),
    }));
  } else print('PostgreSQL', `did not start: ${postgresql.reason}`);
} finally {
  if (postgresql.status === 'started') await postgresql.stop();
  await rm(folder, { recursive: true, force: true });
}

async function measure(emptyPlace: () => Promise<Place>): Promise<void> {
  for (const cells of [1, 8] as const) {
    const place = await emptyPlace();
    const results = Array.from({ length: posted[cells] }, (_, index) => resultOf(index, 1, cells));
    print(place.name, `submissions of ${cells} cell${cells === 1 ? '' : 's'}, ${sizeOf(results)} B each`);
    await withStore(await emptyPlace(), async (store) => {
      print('  the store alone', `${Math.round(await submitAll(store, results))}/s`);
    });
    await withServer(place, async (url) => {
      print('  through the endpoint', await postAll(url, results));
    });
  }
  const place = await emptyPlace();
  let seeded = 0;
  for (const size of populations) {
    await withStore(place, async (store) => {
      for (; seeded < size; seeded = Math.min(size, seeded + 5000)) {
        const count = Math.min(5000, size - seeded);
        const from = seeded;
        await submitAll(
          store,
          Array.from({ length: count }, (_, index) => resultOf(from + index, 2, 1)),
        );
      }
      await store.refresh();
    });
    const bytes = place.databaseUrl === '' ? await folderBytes(place.dataDir) : null;
    print(
      place.name,
      `${size} results${bytes === null ? '' : `, ${Math.round(bytes / size)} bytes of disk each`}`,
    );
    await withServer(place, async (url) => {
      const path = `${url}/api/v1/boards`;
      const first = await fetch(path);
      const { boards } = (await first.json()) as { boards: unknown[] };
      const etag = first.headers.get('etag') ?? '';
      print(`  boards, ${boards.length} rows`, figuresOf(await read(path, {})));
      print('  boards, 304', figuresOf(await read(path, { 'if-none-match': etag })));
      print('  a page not asked for before', await uncached(url));
      for (const { what, outcome } of await benchPages(url)) print(`  ${what}`, figuresOf(outcome));
    });
  }
}

/** A result as a visitor would send it: of a model of their own, since the synthetic models are of no shelf. */
function resultOf(index: number, seed: number, cells: number): NewResult {
  const made = syntheticResult(index, { seed, cells });
  const model = { ...made.submission.model, source: 'own', id: null } as const;
  return { ...made, submission: { ...made.submission, model } };
}

function sizeOf(results: readonly NewResult[]): number {
  return JSON.stringify(results[0]?.submission).length;
}

async function withStore(place: Place, work: (store: Store) => Promise<void>): Promise<void> {
  const store = await openStore(place);
  await work(store);
  await store.close();
}

/** Results a second, with as many at once as the endpoint's clients. */
async function submitAll(store: Store, results: readonly NewResult[]): Promise<number> {
  const startMs = performance.now();
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let result = results[next++]; result !== undefined; result = results[next++]) {
      const { status } = await store.submit(result);
      if (status !== 'accepted') throw new Error(`The store answered ${status}.`);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  return results.length / ((performance.now() - startMs) / 1000);
}

async function withServer(
  { dataDir, databaseUrl }: Place,
  work: (url: string) => Promise<void>,
): Promise<void> {
  const server = spawn(process.execPath, [join(projectRoot, 'scripts/start.ts')], {
    env: {
      ...process.env,
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      SUBMISSION_LIMIT: 'off',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  try {
    await work(await addressOf(server));
  } finally {
    server.kill('SIGTERM');
    await ended;
  }
}

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    server.stdout?.on('data', (bytes: Buffer) => {
      text += bytes.toString();
      const url = /is at (http\S+)/.exec(text)?.[1];
      if (url !== undefined) resolve(url);
    });
    server.once('exit', () => reject(new Error('The server did not start.')));
  });
}

async function postAll(url: string, results: readonly NewResult[]): Promise<string> {
  const bodies = results.map(({ submission }) => ({
    id: submission.resultId,
    body: JSON.stringify(submission),
  }));
  let next = 0;
  const outcome = await autocannon({
    url,
    connections,
    amount: bodies.length,
    requests: [
      {
        method: 'POST',
        path: '/api/v1/results',
        setupRequest: (request) => {
          const { id, body } = bodies[next++ % bodies.length] ?? { id: '', body: '' };
          const headers = { 'content-type': 'application/json', origin: url, 'idempotency-key': id };
          return { ...request, headers, body };
        },
      },
    ],
  });
  return figuresOf(outcome);
}

function read(url: string, headers: Record<string, string>): Promise<autocannon.Result> {
  return autocannon({ url, connections, duration: readSeconds, headers });
}

/** Pages that no cache holds, one after the other: what the store itself takes. */
async function uncached(url: string): Promise<string> {
  const timesMs: number[] = [];
  for (let limit = 1; limit < 50; limit++) {
    const startMs = performance.now();
    await (await fetch(`${url}/api/v1/boards?limit=${limit}`)).arrayBuffer();
    timesMs.push(performance.now() - startMs);
  }
  timesMs.sort((a, b) => a - b);
  return `${(timesMs[24] ?? 0).toFixed(1)} ms in the middle, ${(timesMs.at(-1) ?? 0).toFixed(1)} ms at most`;
}

function figuresOf({ duration, latency, requests, statusCodeStats }: autocannon.Result): string {
  const statuses = Object.entries(statusCodeStats ?? {})
    .map(([status, { count = 0 }]) => `${status}: ${count}`)
    .join(', ');
  return `${Math.round(requests.total / duration)}/s, p50 ${latency.p50} ms, p99 ${latency.p99} ms (${statuses})`;
}

async function folderBytes(path: string): Promise<number> {
  const names = await readdir(path);
  const sizesInBytes = await Promise.all(names.map(async (name) => (await stat(join(path, name))).size));
  return sizesInBytes.reduce((sum, size) => sum + size, 0);
}

function print(what: string, figures: string): void {
  process.stdout.write(`${what}: ${figures}\n`);
}
