import { chromium, expect, test } from '@playwright/test';
import type { RunDocument } from '#lib/core/results/run-document.ts';
import { slowModel, smallConvolutionalNet } from '../fixtures/onnx-models.ts';
import { file, finished, inRound, openAddress, openFile, savedDocument, startRun } from './run-steps.ts';

test('a reload in the middle: the file is chosen again, and the run goes on in its document', async ({
  page,
}) => {
  await openFile(page);
  await startRun(page, ['WASM-threads']);
  await inRound(page, 2);
  await page.reload();
  const offer = page.getByRole('region', { name: /Continue the run of small.* 1 of 3 rounds done/ });
  await expect(offer).toBeVisible({ timeout: 20_000 });
  await offer.getByLabel(/Choose the file/).setInputFiles(file('other.onnx', slowModel(8, 1)));
  await expect(page.getByRole('alert').first()).toContainText('not the model of the interrupted run');
  await offer.getByLabel(/Choose the file/).setInputFiles(file('small.onnx', smallConvolutionalNet()));
  await finished(page);
  const document = await savedDocument(page);
  expect(document).toMatchObject({ status: 'complete', resumed: [{ round: 2 }] });
  for (const cell of document.cells) {
    if (cell.status !== 'measured') throw new Error(cell.reason.message);
    expect(cell.rounds.map(({ round }) => round)).toEqual([1, 2, 3]);
    expect(['reference', 'pass']).toContain(cell.correctness.verdict);
  }
  // Each round had every cell once, in the order of the seed.
  for (const index of [0, 1, 2]) {
    const positions = document.cells.map((cell) =>
      cell.status === 'measured' ? cell.rounds[index]?.position : null,
    );
    expect(positions.toSorted()).toEqual([1, 2]);
  }
  await expect(page.getByText(/the run went on in round 2/)).toBeVisible();
  await page.goto('/');
  await expect(page.getByRole('region', { name: 'Kept runs' }).getByRole('listitem')).toHaveCount(1);
  await expect(page.getByRole('region', { name: /Continue the run/ })).toHaveCount(0);
});

test('a page that crashes loses nothing: the next one fetches the model and goes on', async ({
  page,
  context,
  baseURL,
}) => {
  await openAddress(page, context, baseURL ?? '');
  await startRun(page);
  await inRound(page, 3);
  const crashed = page.waitForEvent('crash');
  const session = await context.newCDPSession(page);
  void session.send('Page.crash').catch(() => {});
  await crashed;
  const next = await context.newPage();
  await next.goto('/');
  await next
    .getByRole('region', { name: /2 of 3 rounds done/ })
    .getByRole('button', { name: 'Continue' })
    .click();
  await finished(next);
  const document = await savedDocument(next);
  expect(document.resumed).toHaveLength(1);
  expect(document.cells.every((cell) => cell.status === 'measured' && cell.rounds.length === 3)).toBe(true);
});

test('an interrupted run can be ended, and is then a cancelled result among the kept runs', async ({
  page,
}) => {
  await openFile(page);
  await startRun(page);
  await inRound(page, 2);
  await page.reload();
  await page.getByRole('button', { name: 'End it and show what was measured' }).click();
  await expect(page.getByText('cancelled: what had been measured')).toBeVisible();
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(page.getByRole('region', { name: 'Kept runs' }).getByText('cancelled')).toBeVisible();
  await expect(page.getByRole('region', { name: /Continue the run/ })).toHaveCount(0);
});

test('a run of another browser is not continued, and the sentence says what has changed', async ({
  page,
}) => {
  await openFile(page);
  await startRun(page);
  await inRound(page, 2);
  await page.reload();
  await expect(page.getByRole('region', { name: /Continue the run/ })).toBeVisible({ timeout: 20_000 });
  // What a browser that has been updated since would find in its storage.
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('inferometer');
        opening.onerror = () => reject(new Error('no database'));
        opening.onsuccess = () => {
          const store = opening.result.transaction('interrupted', 'readwrite').objectStore('interrupted');
          const reading = store.getAll();
          reading.onsuccess = () => {
            const [run] = reading.result as [{ document: RunDocument }];
            run.document.environment.browser.majorVersion = 100;
            store.put(run);
            store.transaction.oncomplete = () => {
              opening.result.close();
              resolve();
            };
          };
        };
      }),
  );
  await page.reload();
  const region = page.getByRole('region', { name: /Interrupted run of small/ });
  await expect(region).toContainText(/the browser was \w+ 100 and is \w+ \d+ now/, { timeout: 20_000 });
  await expect(region.getByLabel(/Choose the file/)).toHaveCount(0);
  await region.getByRole('button', { name: 'Discard' }).click();
  await expect(region).toHaveCount(0);
});

test('a second tab waits, says why, can be cancelled, and starts when the first is done', async ({
  page,
  context,
}) => {
  test.setTimeout(240_000);
  await openFile(page);
  const second = await context.newPage();
  await openFile(second);
  await page.bringToFront();
  // Graphics in software are slow, so that it lasts until the other tab has waited twice.
  await startRun(page, ['WebGL', 'WASM-threads']);
  await inRound(page, 1);
  const waiting = second.getByText('Another tab is measuring; this one starts when it is done');
  await startRun(second);
  await expect(waiting).toBeVisible();
  // The run that goes on elsewhere is nothing to continue here.
  await second.getByRole('button', { name: /^Cancel/ }).click();
  await second.getByRole('button', { name: 'Another model' }).click();
  await expect(second.getByRole('region', { name: 'Kept runs' })).toBeVisible();
  await expect(second.getByRole('region', { name: /Continue the run/ })).toHaveCount(0);
  await openFile(second);
  await startRun(second);
  await expect(waiting).toBeVisible();
  await finished(page);
  await finished(second);
  const [first, later] = [await savedDocument(page), await savedDocument(second)];
  const endOfFirst = Date.parse(first.startedAt) + first.durationMs;
  expect(Date.parse(later.startedAt)).toBeLessThan(endOfFirst);
  expect(Date.parse(later.startedAt) + later.durationMs).toBeGreaterThan(endOfFirst);
});

for (const [backend, name, kind] of [
  ['webgl', 'WebGL', 'context-lost'],
  ['webgpu', 'WebGPU', 'device-lost'],
] as const) {
  test(`${backend}: a graphics process that crashes fails its cell, and the others are measured`, async ({
    baseURL,
  }, { project }) => {
    const browser = await chromium.launch(project.use.launchOptions ?? {});
    try {
      const page = await browser.newPage({ baseURL: baseURL ?? '' });
      await openFile(page);
      await startRun(page, [name]);
      const cell = page.getByRole('status').filter({ hasText: `${name}, round` });
      await expect(cell).toBeVisible({ timeout: 60_000 });
      await expect(page.getByText(/: sampling|: warming up/)).toBeVisible({ timeout: 30_000 });
      const session = await browser.newBrowserCDPSession();
      await session.send('Browser.crashGpuProcess');
      await finished(page);
      const document = await savedDocument(page);
      const byBackend = new Map(document.cells.map((each) => [each.backend, each]));
      expect(byBackend.get(backend)).toMatchObject({ status: 'failed', reason: { kind } });
      expect(byBackend.get('wasm-simd')).toMatchObject({ status: 'measured' });
    } finally {
      await browser.close();
    }
  });
}
