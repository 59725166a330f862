import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { smallConvolutionalNet } from '../tests/fixtures/onnx-models.ts';
import { ensureBuilt } from './build.ts';
import { startServer } from './server.ts';
import { mainThreadTasks, type MainThreadTask, type TraceEvent } from './main-thread-tasks.ts';

/** The second holds the tasks, the others what was done in them and, for the browser's own, who posted them. */
const categories = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'v8',
  'v8.execute',
  'toplevel',
];
const measuringLimitMs = 180_000;

/**
 * Measures a small model on every backend through the built page, as a visitor would, and looks at each chart of the
 * result. Returns the tasks of the page's main thread from the click on, longest first, in CPU time.
 */
export async function responsiveness(browser: Browser): Promise<readonly MainThreadTask[]> {
  const built = await ensureBuilt();
  if (built.status === 'failed') throw new Error(built.message);
  const dataDir = await mkdtemp(join(tmpdir(), 'inferometer-data-'));
  const server = await startServer({ port: 0, host: '127.0.0.1', dataDir });
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(server.url);
    await page.waitForFunction(() => 'inferometer' in window);
    const buffer = Buffer.from(smallConvolutionalNet());
    const model = { name: 'small.onnx', mimeType: 'application/octet-stream', buffer };
    await page.getByLabel('Choose files').setInputFiles(model);
    await page.getByRole('radio', { name: /^quick/i }).check();
    await browser.startTracing(page, { categories });
    await measureAndLook(page);
    const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
    await context.close();
    return mainThreadTasks(trace.traceEvents);
  } finally {
    await server.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measureAndLook(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start measuring' }).click();
  // Not by its role: Playwright looks for that in the page’s own thread, twice a second, and would be measured too.
  await page.locator('#result-title').waitFor({ timeout: measuringLimitMs });
  const canvases = page.locator('canvas');
  await canvases.first().waitFor();
  for (const canvas of await canvases.all()) {
    await canvas.scrollIntoViewIfNeeded();
    // Charts load and draw by themselves once they are seen.
    await page.waitForTimeout(400);
  }
}
