import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test } from '@playwright/test';
import { smallConvolutionalNet } from '../fixtures/onnx-models.ts';
import { finished, openFile, savedDocument, startRun } from './run-steps.ts';

test('runs are kept, named, compared, saved, deleted and read back', async ({ page }) => {
  await openFile(page);
  await startRun(page);
  await finished(page);
  await page.getByRole('button', { name: 'Measure again' }).click();
  await expect(page.getByRole('progressbar')).toBeVisible();
  await finished(page);
  await page.goto('/');
  const list = page.getByRole('region', { name: 'Kept runs' });
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await list
    .getByRole('button', { name: /^Name and notes/ })
    .first()
    .click();
  await list.getByLabel('Name', { exact: true }).fill('After the change');
  await list.getByLabel('Notes', { exact: true }).fill('plugged in');
  await list.getByRole('button', { name: 'Save', exact: true }).click();
  await page.reload();
  await expect(list.getByRole('heading', { name: 'After the change' })).toBeVisible();
  await expect(list.getByText('plugged in')).toBeVisible();

  for (const box of await list.getByRole('checkbox').all()) await box.check();
  await list.getByRole('link', { name: 'Compare' }).click();
  await expect(page.getByRole('heading', { name: 'Compare runs', level: 1 })).toBeVisible();
  const difference = page.getByRole('table');
  await expect(difference.getByRole('rowheader', { name: /WASM-SIMD/ })).toBeVisible();
  await expect(difference.getByRole('rowheader', { name: 'Score over all configurations' })).toBeVisible();
  await expect(difference.getByText('After the change')).toBeVisible();
  await page.getByLabel('Compare with').selectOption({ index: 0 });
  await expect(
    difference.getByRole('columnheader', { name: /After the change.*compared with this/ }),
  ).toBeVisible();
  await page.goBack();

  await list.getByRole('button', { name: 'After the change', exact: true }).click();
  await expect(page.getByText(/measured on/)).toBeVisible();
  const document = await savedDocument(page);
  await page.getByRole('button', { name: 'Back' }).click();

  const download = page.waitForEvent('download');
  await list.getByRole('button', { name: 'Save all as a file' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  const saved = JSON.parse(text) as { runs: unknown[] };
  await list.getByRole('button', { name: /^Delete After the change/ }).click();
  await list.getByRole('button', { name: 'Yes, delete' }).click();
  await expect(list.getByRole('listitem')).toHaveCount(1);
  const damaged = JSON.stringify({ ...saved, runs: [...saved.runs, { ...document, runId: 7 }] });
  await list
    .getByLabel('Add runs from a file')
    .setInputFiles({ name: 'runs.json', mimeType: 'application/json', buffer: Buffer.from(damaged) });
  await expect(page.getByText('1 run was added. 1 was here already and stayed as it was.')).toBeVisible();
  await expect(page.getByRole('alert').first()).toContainText(
    'Run 3 of 3: This Inferometer result is damaged at runId',
  );
  await expect(list.getByRole('heading', { name: 'After the change' })).toBeVisible();
  await list.getByRole('button', { name: /^Delete all/ }).click();
  await list.getByRole('button', { name: 'Yes, delete' }).click();
  await expect(list.getByText('None yet.')).toBeVisible();
});

test('a run by a program leaves nothing behind', async ({ page }) => {
  await page.goto('/');
  await page.waitForFunction(() => 'inferometer' in window);
  await page.evaluate(
    async (bytes) => {
      const { ref } = await window.inferometer.addModelFiles([
        { name: 'small.onnx', bytes: new Uint8Array(bytes) },
      ]);
      await window.inferometer.run({ models: [{ ref }], backends: ['wasm-simd'], preset: 'quick' });
    },
    [...smallConvolutionalNet()],
  );
  await page.reload();
  await expect(page.getByText('None yet.')).toBeVisible();
});

test('full storage is said, and the run goes on', async ({ page, context, baseURL }) => {
  await openFile(page);
  const session = await context.newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', {
    origin: new URL(baseURL ?? '').origin,
    quotaSize: 1,
  });
  await startRun(page);
  await finished(page);
  await expect(page.getByText(/This run could not be kept: the storage .* is full/)).toBeVisible();
  expect((await savedDocument(page)).status).toBe('complete');
});

test('forbidden storage is said, and the run goes on', async ({ baseURL }, { project }) => {
  const profile = await mkdtemp(join(tmpdir(), 'inferometer-profile-'));
  try {
    // The setting “do not allow sites to save data on your device”.
    await mkdir(join(profile, 'Default'));
    const settings = { profile: { default_content_setting_values: { cookies: 2 } } };
    await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(settings));
    const context = await chromium.launchPersistentContext(profile, {
      ...project.use.launchOptions,
      baseURL: baseURL ?? '',
    });
    const page = await context.newPage();
    await openFile(page);
    await startRun(page);
    await finished(page);
    await expect(page.getByText(/This run could not be kept: the browser/)).toBeVisible();
    await page.goto('/');
    await expect(page.getByText(/Runs cannot be kept here: the browser/)).toBeVisible();
    await context.close();
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
});
