import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import autocannon from 'autocannon';
import type { StoreSettings } from '#lib/server/leaderboard/open-store.ts';
import type { NewResult } from '#lib/server/leaderboard/store.ts';
import { projectRoot } from './paths.ts';

const readSeconds = 5;

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

type Sending = {
  readonly connections: number;
  /** Offered a second; null as fast as answers come. */
  readonly rate: number | null;
};

/** Sends every result once, and says how that went. At a steady rate, waiting to be sent counts as latency. */
export async function postAll(
  url: string,
  results: readonly NewResult[],
  { connections, rate }: Sending,
): Promise<string> {
  const bodies = results.map(({ submission }) => ({
    id: submission.resultId,
    body: JSON.stringify(submission),
  }));
  let next = 0;
  const outcome = await autocannon({
    url,
    connections,
    amount: bodies.length,
    ...(rate === null ? {} : { overallRate: rate }),
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

/** Asks for the first page of boards for some seconds; `isKnown` with its entity tag, which is answered by 304. */
export async function readBoards(
  url: string,
  { connections, isKnown }: { connections: number; isKnown: boolean },
): Promise<string> {
  const path = `${url}/api/v1/boards`;
  const tag = (await fetch(path)).headers.get('etag') ?? '';
  const headers = isKnown ? { 'if-none-match': tag } : {};
  return figuresOf(await autocannon({ url: path, connections, duration: readSeconds, headers }));
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
  timesMs.sort((a, b) => a - b);
  return timesMs[Math.floor(timesMs.length / 2)] ?? 0;
}

export function figuresOf({ duration, latency, requests, statusCodeStats }: autocannon.Result): string {
  const statuses = Object.entries(statusCodeStats ?? {})
    .map(([status, { count = 0 }]) => `${status}: ${count}`)
    .join(', ');
  return `${Math.round(requests.total / duration)}/s, p50 ${latency.p50} ms, p99 ${latency.p99} ms (${statuses})`;
}
