import { expect, test } from '@playwright/test';
import { runDocumentSchema } from '#lib/core/results/run-document.ts';
import * as v from 'valibot';
import { finished, savedDocument, startRun } from './run-steps.ts';

test('a model of the zoo is built in another size, measured, and named in the document', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'ESPCN super-resolution' }).click();
  await expect(page.getByRole('heading', { name: 'ESPCN super-resolution' })).toBeVisible({
    timeout: 60_000,
  });
  await page.getByLabel('Image size').fill('63');
  await expect(page.getByRole('button', { name: 'Build it so' })).toBeDisabled();
  await page.getByLabel('Image size').fill('64');
  await page.getByRole('button', { name: 'Build it so' }).click();
  await expect(page.getByText('1 × 1 × 64 × 64').first()).toBeVisible({ timeout: 60_000 });
  // Graphics in software take seconds for what WASM does in milliseconds: the two WASM backends are measured.
  await startRun(page);
  await finished(page);
  const document = await savedDocument(page);
  expect(document.plan.models).toEqual([
    { ref: 'zoo:super-resolution', dims: { imageSize: 64 }, inputs: {} },
  ]);
  expect(document.model).toMatchObject({ ref: 'zoo:super-resolution', parameters: 59_657 });
  // Its work grows with the pixels: 59,488 multiply-accumulates for each.
  expect(document.model.macs).toBe(59_488 * 64 * 64);
  for (const cell of document.cells) {
    if (cell.status !== 'measured') throw new Error(`${cell.id}: ${cell.reason.message}`);
    expect(['reference', 'pass', 'warn'], cell.id).toContain(cell.correctness.verdict);
  }
});

test('a suite goes on from model to model, and keeps what it has when it is stopped', async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto('/');
  const start = page.getByRole('button', { name: 'Measure this device' });
  await expect(page.getByText(/the suite leaves that out/)).toBeVisible({ timeout: 20_000 });
  await start.click();
  await expect(page.getByText('Model 1 of 3')).toBeVisible();
  await expect(page.getByText('Model 2 of 3')).toBeVisible({ timeout: 150_000 });
  await expect(page.getByRole('heading', { name: 'Measured so far' })).toBeVisible();
  await page.getByRole('button', { name: /Stop the suite|Cancel/ }).click();
  await expect(page.getByText('Stopped before its end')).toBeVisible();
  const opens = page.getByRole('button', { name: 'Open the result of MobileNetV2' });
  await page.emulateMedia({ media: 'print' });
  await expect(opens).toBeVisible();
  await expect(page.getByRole('button', { name: 'Back' })).toHaveCount(0);
  await page.emulateMedia({ media: 'screen' });
  await opens.click();
  const document = await savedDocument(page);
  expect(document).toMatchObject({ status: 'complete', model: { ref: 'zoo:mobilenet-v2' } });
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(page.getByText('Stopped before its end')).toBeVisible();
});

test('a program names a model of the zoo, and hears what is wrong with a name or a size', async ({
  page,
}) => {
  await page.goto('/');
  await page.waitForFunction(() => 'inferometer' in window);
  const answer = (ref: string, dims: Record<string, number> = {}) =>
    page.evaluate(
      ([model, sizes]) =>
        window.inferometer
          .run({
            models: [{ ref: model, dims: sizes }],
            backends: ['wasm-simd'],
            batch: sizes['batch'] === undefined ? [1] : [sizes['batch']],
            preset: 'quick',
          })
          .then(
            (document) => ({ document: JSON.stringify(document), message: '' }),
            (error: unknown) => ({ document: '', message: String(error) }),
          ),
      [ref, dims] as const,
    );
  expect((await answer('zoo:resnet50')).message).toContain('resnet50-v1');
  expect((await answer('zoo:suite/quick')).message).toContain('one after the other');
  expect((await answer('zoo:super-resolution', { imageSize: 9 })).message).toContain('64 to 1024');
  const { document } = await answer('zoo:super-resolution', { imageSize: 64, batch: 2 });
  const parsed = v.parse(runDocumentSchema, JSON.parse(document));
  expect(parsed.cells.map(({ id }) => id)).toEqual(['onnxruntime-web/wasm-simd/t1/b2/fp32']);
});
