import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import autocannon from 'autocannon';
import { median, sortSamples } from '#lib/core/statistics/samples.ts';
import type { StoreSettings } from '#lib/server/leaderboard/open-store.ts';
import type { NewResult } from '#lib/server/leaderboard/store.ts';
import type { SteadyPosts } from './bench-steady-posts.ts';
import { projectRoot } from './paths.ts';

const readSeconds = 5;
export const resultsPath = '/api/v1/results';

/** The production server in a process of its own, without limits for submissions. */
export interface Site {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export async function startSite({ dataDir, databaseUrl }: StoreSettings): Promise<Site> {
  const server = spawn(process.execPath, [join(projectRoot, 'scripts/start.ts')], {
    env: {
      ...process.env,
      PORT: '0',
      HOST: '127.0.0.1',
      ORIGIN: '',
      DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl ?? '',
      SUBMISSION_LIMIT: 'off',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  return {
    url: await addressOf(server),
    close: () => {
      server.kill('SIGTERM');
      return ended;
    },
  };
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

/** Sends every result once, each connection the next as soon as it has its answer, and says how that went. */
export async function postAll(
  url: string,
  results: readonly NewResult[],
  { connections }: { connections: number },
): Promise<string> {
  const posts = postsOf(url, results);
  let next = 0;
  return load({
    url,
    connections,
    amount: posts.length,
    requests: [
      {
        method: 'POST',
        path: resultsPath,
        setupRequest: (request) => ({ ...request, ...posts[next++ % posts.length] }),
      },
    ],
  });
}

/**
 * Sends results, one every `1 / perSecond` seconds whether or not answers have come, from a process of its own, and says
 * how that went: this one would stand still for all that it has made before.
 */
export async function postSteadily(url: string, asked: SteadyPosts): Promise<string> {
  const script = join(projectRoot, 'scripts/bench-steady-posts.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    script,
    url,
    JSON.stringify(asked),
  ]);
  return stdout.trim();
}

export interface Post {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Made before anything is sent, so that no answer waits for it. */
export function postsOf(url: string, results: readonly NewResult[]): Post[] {
  return results.map(({ submission }) => ({
    headers: {
      'content-type': 'application/json',
      origin: url,
      'idempotency-key': submission.resultId,
    },
    body: JSON.stringify(submission),
  }));
}

/** Asks for the first page of boards for some seconds; `isKnown` with its entity tag, which is answered by 304. */
export async function readBoards(
  url: string,
  { connections, isKnown }: { connections: number; isKnown: boolean },
): Promise<string> {
  const path = `${url}/api/v1/boards`;
  const tag = (await fetch(path)).headers.get('etag') ?? '';
  const headers = isKnown ? { 'if-none-match': tag } : {};
  return load({ url: path, connections, duration: readSeconds, headers });
}

const engines = ['onnxruntime-web', 'tfjs'];
const backends = ['webgpu', 'webgl', 'wasm-simd', 'wasm-threads'];

/**
 * The middle time of pages that no cache holds, one after the other: what reading itself takes.
 * @param turn a number that was not used on this server before
 */
export async function uncachedMs(url: string, turn: number): Promise<number> {
  const timesMs: number[] = [];
  for (const engine of engines) {
    for (const backend of backends) {
      for (let step = 0; step < 12; step += 1) {
        const search = new URLSearchParams({ engine, backend, limit: String(1 + turn * 12 + step) });
        const startMs = performance.now();
        await (await fetch(`${url}/api/v1/boards?${search}`)).arrayBuffer();
        timesMs.push(performance.now() - startMs);
      }
    }
  }
  return median(sortSamples(timesMs));
}

/** Asks as the options say, and says how that went. */
export async function load(options: autocannon.Options): Promise<string> {
  const startMs = performance.now();
  let endMs = startMs;
  const { latency, requests, statusCodeStats } = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(options, (error: Error | null, result) => {
      if (error === null) resolve(result);
      else reject(error);
    });
    // autocannon itself notices an end up to a second later.
    run.on('response', () => (endMs = performance.now()));
  });
  const statuses = Object.entries(statusCodeStats ?? {}).map(
    ([status, { count = 0 }]) => [status, count] as const,
  );
  return inWords((requests.total / (endMs - startMs)) * 1000, latency, statuses);
}

/** @param latency in milliseconds */
export function inWords(
  perSecond: number,
  { p50, p99 }: { p50: number; p99: number },
  statuses: readonly (readonly [status: number | string, count: number])[],
): string {
  const counts = statuses.map(([status, count]) => `${status}: ${count}`).join(', ');
  return `${Math.round(perSecond)}/s, p50 ${p50} ms, p99 ${p99} ms (${counts})`;
}
