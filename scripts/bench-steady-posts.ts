import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { quantile, sortSamples } from '#lib/core/statistics/samples.ts';
import { benchResults } from './bench-results.ts';
import { inWords, postsOf, resultsPath, type Post } from './bench-server-load.ts';

/** Of the results that `benchResults` makes, those from `first` on. */
export interface SteadyPosts {
  readonly first: number;
  readonly amount: number;
  readonly cells: number;
  readonly perSecond: number;
  readonly connections: number;
}

/**
 * `node scripts/bench-steady-posts.ts URL POSTS`: sends results at a steady rate and prints how that went. Latency counts
 * from when a result was due. (autocannon sends what it may in a second all at its beginning.)
 */
const [url = '', asked = ''] = process.argv.slice(2);
const { first, amount, cells, perSecond, connections } = JSON.parse(asked) as SteadyPosts;
const agent = new Agent({ keepAlive: true, maxSockets: connections });
const posts = postsOf(url, benchResults(first, amount, cells));
// What was prepared is moved away now: this process would otherwise stand still for that while answers wait for it.
setFlagsFromString('--expose-gc');
(runInNewContext('gc') as () => void)();
await setTimeout(1000);
const startMs = performance.now();
const timesMs: number[] = [];
const statuses = new Map<number, number>();
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
process.stdout.write(`${inWords(timesMs.length / seconds, latency, [...statuses])}\n`);

async function send({ headers, body }: Post, dueMs: number): Promise<void> {
  const sent = request(url + resultsPath, { agent, method: 'POST', headers }).end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  await once(response.resume(), 'end');
  timesMs.push(performance.now() - dueMs);
  const status = response.statusCode ?? 0;
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
}
