import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, sortSamples } from '#lib/core/statistics/samples.ts';
import { seed } from '#lib/server/leaderboard/administration.ts';
import { openConnection } from '#lib/server/leaderboard/open-connection.ts';
import { openStore, type StoreSettings } from '#lib/server/leaderboard/open-store.ts';
import { startTestServer } from '#lib/server/leaderboard/postgresql/test-server.ts';
import type { NewResult } from '#lib/server/leaderboard/store.ts';
import { benchResults } from './bench-results.ts';
import { benchPages } from './bench-pages.ts';
import { postAll, postSteadily, readBoards, startSite, uncachedMs, type Site } from './bench-server-load.ts';
import { ensureBuilt } from './build.ts';

/**
 * `npm run bench:server [-- SIZE …]`: what the leaderboard takes and answers on both stores, beside the store's own bare
 * rate for the same rows. Client and server share this machine. Prints figures, judges none. Populations of 10,000 and
 * 100,000 results unless sizes are given; 1,000,000 take some minutes and three gigabytes on each store.
 */
const sizes = process.argv.slice(2).map(Number);
if (sizes.some((size) => !Number.isInteger(size) || size < 1)) {
  process.stderr.write('Sizes are whole numbers, such as: npm run bench:server -- 10000 100000 1000000\n');
  process.exit(2);
}
const populations = (sizes.length === 0 ? [10_000, 100_000] : sizes).sort((a, b) => a - b);
const connections = 32;
/** Of each kind of document: how many are sent, first as fast as answers come, then as many more at a steady rate. */
const submissions = {
  1: { amount: 10_000, perSecond: 1000 },
  8: { amount: 2000, perSecond: 150 },
} as const;
/** In turns, so that whatever else the machine does falls on all populations alike. */
const turns = 3;

interface Kind {
  readonly name: string;
  readonly createPlace: () => Promise<StoreSettings>;
  readonly diskBytes: (place: StoreSettings) => Promise<number>;
}

const built = await ensureBuilt();
if (built.status === 'failed') {
  process.stderr.write(`${built.message}\n`);
  process.exit(1);
}
const folder = await mkdtemp(join(tmpdir(), 'inferometer-bench-'));
const postgresql = await startTestServer();
try {
  await measure({
    name: 'SQLite',
    createPlace: async () => ({ dataDir: await mkdtemp(join(folder, 'sqlite-')) }),
    diskBytes: ({ dataDir }) => folderBytes(dataDir),
  });
  if (postgresql.status === 'started') {
    await measure({
      name: 'PostgreSQL',
      createPlace: async () => ({ dataDir: folder, databaseUrl: await postgresql.createDatabase() }),
      diskBytes: ({ databaseUrl = '' }) => postgresql.databaseBytes(databaseUrl),
    });
  } else print(`PostgreSQL did not start: ${postgresql.reason}`);
} finally {
  if (postgresql.status === 'started') await postgresql.stop();
  await rm(folder, { recursive: true, force: true });
}

async function measure(kind: Kind): Promise<void> {
  for (const cells of [1, 8] as const) await measureSubmissions(kind, cells);
  const sites: (Site & { size: number })[] = [];
  try {
    for (const size of populations) {
      const place = await kind.createPlace();
      const seconds = await fill(place, size);
      const bytes = Math.round((await kind.diskBytes(place)) / size);
      print(`${kind.name}, ${size} results: ${bytes} bytes of disk each, seeded in ${seconds.toFixed(0)} s`);
      sites.push({ ...(await startSite(place)), size });
    }
    await measureBoards(sites);
  } finally {
    for (const { close } of sites) await close();
  }
}

async function measureSubmissions(kind: Kind, cells: 1 | 8): Promise<void> {
  const { amount, perSecond } = submissions[cells];
  const results = benchResults(0, amount, cells);
  const bytes = JSON.stringify(results[0]?.submission).length;
  print(`${kind.name}, submissions of ${cells} cell${cells === 1 ? '' : 's'}, ${bytes} B each`);
  print(`  the store alone: ${Math.round(await storeRate(await kind.createPlace(), results))}/s`);
  const site = await startSite(await kind.createPlace());
  print(`  through the endpoint, as many as go: ${await postAll(site.url, results, { connections })}`);
  // The server is warm by now, as one that runs for weeks is.
  const steady = await postSteadily(site.url, { first: amount, amount, cells, perSecond, connections });
  print(`  through the endpoint, ${perSecond}/s offered: ${steady}`);
  await site.close();
}

async function measureBoards(sites: readonly (Site & { size: number })[]): Promise<void> {
  for (const { url, size } of sites) {
    print(`  boards of ${size} results: ${await readBoards(url, { connections, isKnown: false })}`);
    print(`  boards of ${size} results, 304: ${await readBoards(url, { connections, isKnown: true })}`);
    for (const { what, figures } of await benchPages(url)) print(`  ${what}: ${figures}`);
  }
  const timesMs = new Map<number, number[]>();
  for (let turn = 0; turn < turns; turn += 1) {
    for (const { url, size } of sites) {
      timesMs.set(size, [...(timesMs.get(size) ?? []), await uncachedMs(url, turn)]);
    }
  }
  const [first = []] = timesMs.values();
  for (const [size, ofSize] of timesMs) {
    // Of one turn, because the machine's other work changes between turns.
    const ratio = median(sortSamples(ofSize.map((timeMs, turn) => timeMs / (first[turn] ?? timeMs))));
    const times = ofSize.map((timeMs) => timeMs.toFixed(2)).join(', ');
    print(
      `  a page that no cache holds, of ${size} results: ${times} ms, ${ratio.toFixed(2)} times that of ${populations[0]}`,
    );
  }
}

/** Results a second that the store takes by itself, with as many at once as the endpoint's clients. */
async function storeRate(place: StoreSettings, results: readonly NewResult[]): Promise<number> {
  const store = await openStore(place);
  const startMs = performance.now();
  let next = 0;
  const sender = async (): Promise<void> => {
    for (let result = results[next++]; result !== undefined; result = results[next++]) {
      const { status } = await store.submit(result);
      if (status !== 'accepted') throw new Error(`The store answered ${status}.`);
    }
  };
  await Promise.all(Array.from({ length: connections }, sender));
  const perSecond = results.length / ((performance.now() - startMs) / 1000);
  await store.close();
  return perSecond;
}

/** @returns how many seconds it took */
async function fill(place: StoreSettings, size: number): Promise<number> {
  const startMs = performance.now();
  const { connection } = await openConnection(place);
  await seed(connection, size, { seed: 2, cells: 1 }, () => undefined);
  await connection.database.destroy();
  const store = await openStore(place);
  const { status } = await store.refresh();
  await store.close();
  if (status !== 'fresh') throw new Error(`The population could not be published: ${status}.`);
  return (performance.now() - startMs) / 1000;
}

async function folderBytes(path: string): Promise<number> {
  const names = await readdir(path);
  const sizesInBytes = await Promise.all(names.map(async (name) => (await stat(join(path, name))).size));
  return sizesInBytes.reduce((sum, size) => sum + size, 0);
}

/** With the machine's load, without which no figure here means anything. */
function print(line: string): void {
  process.stdout.write(`${line} [load ${loadavg()[0]?.toFixed(1)}]\n`);
}
