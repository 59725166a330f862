import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { buildFolder, ensureBuilt } from './build.ts';
import { startServer } from './server.ts';

/** What a first visit to `/` transfers, in bytes on the wire, compressed as the server sends it. */
export interface StartPageSizes {
  readonly criticalScriptBytes: number;
  readonly criticalScripts: number;
  /** Until nothing has been loaded for a while, without a click: the critical ones and the device probe. */
  readonly idleScriptBytes: number;
  readonly idleScripts: number;
  readonly otherBytes: number;
  /** Names of files that belong to an engine; there should be none. */
  readonly engineFiles: readonly string[];
}

interface Loaded {
  readonly url: string;
  readonly script: boolean;
  readonly bytes: number;
  readonly critical: boolean;
}

const quietMs = 4000;

/** Opens the built site's start page in a fresh context and adds up what it loads. */
export async function measureStartPage(browser: Browser): Promise<StartPageSizes> {
  const built = await ensureBuilt();
  if (built.status === 'failed') throw new Error(built.message);
  const dataDir = await mkdtemp(join(tmpdir(), 'inferometer-data-'));
  const server = await startServer({ port: 0, host: '127.0.0.1', dataDir });
  try {
    return add(await visit(browser, server.url));
  } finally {
    await server.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function visit(browser: Browser, url: string): Promise<Loaded[]> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const loaded: Promise<Loaded>[] = [];
  let critical = true;
  context.on('requestfinished', (request) => {
    const wasCritical = critical;
    loaded.push(
      Promise.all([request.response(), request.sizes()]).then(([response, sizes]) => ({
        url: request.url(),
        script: /javascript/.test(response?.headers()['content-type'] ?? ''),
        bytes: sizes.responseBodySize,
        critical: wasCritical,
      })),
    );
  });
  await page.goto(url, { waitUntil: 'load' });
  // The page can be used once its script has run; what it asks for later, it asks for when idle.
  await page.waitForFunction(() => 'inferometer' in window);
  critical = false;
  await page.waitForTimeout(quietMs);
  const all = await Promise.all(loaded);
  await context.close();
  return all;
}

function add(loaded: readonly Loaded[]): StartPageSizes {
  const scripts = loaded.filter(({ script }) => script);
  const critical = scripts.filter(({ critical: wasCritical }) => wasCritical);
  const sum = (some: readonly Loaded[]) => some.reduce((total, { bytes }) => total + bytes, 0);
  return {
    criticalScriptBytes: sum(critical),
    criticalScripts: critical.length,
    idleScriptBytes: sum(scripts),
    idleScripts: scripts.length,
    otherBytes: sum(loaded) - sum(scripts),
    engineFiles: loaded.map(({ url }) => new URL(url).pathname).filter((path) => /ort|\.wasm$/.test(path)),
  };
}

/** The compressed sizes of everything that workers load: engines, and what the page keeps out of its own thread. */
export async function workerFileSizes(): Promise<{ readonly name: string; readonly bytes: number }[]> {
  const folder = join(buildFolder, 'client', '_app', 'immutable', 'workers');
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.br'));
  const sizes = names.map(async (name) => ({
    name: name.slice(0, -'.br'.length),
    bytes: (await stat(join(folder, name))).size,
  }));
  return (await Promise.all(sizes)).toSorted((a, b) => b.bytes - a.bytes);
}
