import { expect, test, type Page } from '@playwright/test';
import { inspectModel } from '#lib/models/inspect.ts';
import { formatCount } from '#lib/ui/format.ts';
import { modelOfDataDependentProduct, smallConvolutionalNet } from '../fixtures/onnx-models.ts';

/** Multiply-accumulates, on the page and in the run document. */

const choose = (page: Page, name: string, content: Uint8Array) =>
  page
    .getByLabel('Choose files')
    .setInputFiles([{ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) }]);

async function macsOf(model: Uint8Array): Promise<number> {
  const inspected = await inspectModel(new Blob([new Uint8Array(model)]));
  const macs = inspected.status === 'inspected' ? inspected.description?.macs : undefined;
  if (macs?.status !== 'counted') throw new Error('The model is counted without running it.');
  return macs.macs;
}

test('the inspector counts for the sizes that are typed, and by operator', async ({ page }) => {
  const perFrame = await macsOf(smallConvolutionalNet(1));
  await page.goto('/');
  await choose(page, 'net.onnx', smallConvolutionalNet('frames'));
  const figure = page.getByRole('definition').filter({ hasText: /^[\d,.]+( million| billion)?$/ });
  await expect(figure.getByText(formatCount(128 * perFrame), { exact: true })).toBeVisible();
  await page.getByLabel('frames').fill('3');
  await expect(figure.getByText(formatCount(3 * perFrame), { exact: true })).toBeVisible();
  await page.getByText('Parameters and MACs by operator').click();
  const row = page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: 'Conv', exact: true }) });
  await expect(row).toContainText('2');
  await expect(page.getByRole('row').filter({ hasText: 'Relu' }).getByRole('cell')).toHaveText(['2', '', '']);
});

test('MACs that depend on data are taken from a run of their own', async ({ page }) => {
  await page.goto('/');
  await choose(page, 'data.onnx', modelOfDataDependentProduct(100, 6));
  await expect(
    page.getByText(/NonZero makes depends on values .* when the measurement starts/),
  ).toBeVisible();
  await page.waitForFunction(() => 'inferometer' in window);
  const document = await page.evaluate(
    async (given) => {
      const { ref } = await window.inferometer.addModelFiles([
        { name: 'data.onnx', bytes: new Uint8Array(given) },
      ]);
      return window.inferometer.run({ models: [{ ref }], backends: ['wasm-simd'], preset: 'quick' });
    },
    [...modelOfDataDependentProduct(100, 6)],
  );
  const { macs, macsReason, macsSource, fed, operatorStatistics } = document.model;
  expect([macsReason, macsSource]).toEqual([null, 'run']);
  // Six for each number above 0, of which a hundred normal numbers have about fifty.
  expect((macs ?? 0) % 6).toBe(0);
  expect(macs).toBeGreaterThan(6 * 20);
  expect(fed[0]?.macs).toBe(macs);
  expect(operatorStatistics?.find(({ operator }) => operator === 'MatMul')).toMatchObject({
    parameters: 6,
    macs,
  });
});
