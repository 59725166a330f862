import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import autocannon from 'autocannon';
import { median, quantile, sortSamples } from '#lib/core/statistics/samples.ts';
import type { StoreSettings } from '#lib/server/leaderboard/open-store.ts';
import type { NewResult } from '#lib/server/leaderboard/store.ts';
import { projectRoot } from './paths.ts';

const readSeconds = 5;
const resultsPath = '/api/v1/results';

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
 * Sends every result once, one every `1 / perSecond` seconds whether or not answers have come, and says how that went.
 * Latency counts from when a result was due. (autocannon sends what it may in a second all at its beginning.)
 */
export async function postSteadily(
  url: string,
  results: readonly NewResult[],
  { connections, perSecond }: { connections: number; perSecond: number },
): Promise<string> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const posts = postsOf(url, results);
  // What was prepared is moved away now: this process would otherwise stand still for that while answers wait for it.
  collectGarbage();
  await setTimeout(1000);
  const startMs = performance.now();
  const timesMs: number[] = [];
  const statuses = new Map<number, number>();
  const send = async ({ headers, body }: Post, dueMs: number): Promise<void> => {
    const sent = request(url + resultsPath, { agent, method: 'POST', headers }).end(body);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    await once(response.resume(), 'end');
    timesMs.push(performance.now() - dueMs);
    const status = response.statusCode ?? 0;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  };
  const answers: Promise<void>[] = [];
  for (const [index, post] of posts.entries()) {
    const dueMs = startMs + (index * 1000) / perSecond;
    while (performance.now() < dueMs) await setTimeout(1);
    answers.push(send(post, dueMs));
  }
  await Promise.all(answers);
  const seconds = (performance.now() - startMs) / 1000;
  agent.destroy();
  const samples = sortSamples(timesMs);
  const latency = { p50: Math.round(quantile(samples, 0.5)), p99: Math.round(quantile(samples, 0.99)) };
  return inWords(timesMs.length / seconds, latency, [...statuses]);
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

interface Post {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Made before anything is sent, so that no answer waits for it. */
function postsOf(url: string, results: readonly NewResult[]): Post[] {
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
function inWords(
  perSecond: number,
  { p50, p99 }: { p50: number; p99: number },
  statuses: readonly (readonly [status: number | string, count: number])[],
): string {
  const counts = statuses.map(([status, count]) => `${status}: ${count}`).join(', ');
  return `${Math.round(perSecond)}/s, p50 ${p50} ms, p99 ${p99} ms (${counts})`;
}
