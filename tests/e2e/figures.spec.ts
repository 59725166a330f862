import { expect, test, type Locator, type Page } from '@playwright/test';
import type { RunDocument } from '#lib/core/results/run-document.ts';
import { definitionAddress, definitions } from '#lib/ui/words/definitions.ts';
import { fourCells, oneCell, twelveCells } from '../fixtures/figure-documents.ts';

async function show(page: Page, document: RunDocument): Promise<Locator> {
  await page.goto('/');
  await page.getByLabel('Choose files').setInputFiles({
    name: 'result.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(document)),
  });
  const charts = page.getByRole('region', { name: 'Charts' });
  await expect(charts).toBeVisible();
  return charts;
}

/** The colours of a canvas that cover more than a few pixels, as `r,g,b`. Nothing is drawn where there is none. */
async function coloursOf(canvas: Locator): Promise<string[]> {
  return canvas.evaluate((element: HTMLCanvasElement) => {
    if (element.width === 0 || element.height === 0) return [];
    const pixels = element.getContext('2d')?.getImageData(0, 0, element.width, element.height).data ?? [];
    const counts = new Map<string, number>();
    for (let at = 0; at < pixels.length; at += 4) {
      if (pixels[at + 3] !== 255) continue;
      const colour = `${pixels[at]},${pixels[at + 1]},${pixels[at + 2]}`;
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    return [...counts].filter(([, count]) => count > 8).map(([colour]) => colour);
  });
}

const light = {
  'wasm-simd': '0,138,100',
  'wasm-threads': '180,85,140',
  webgl: '184,117,0',
  webgpu: '0,114,178',
};
const dark = { 'wasm-simd': '47,192,150' };

test('each chart is drawn when it comes into view, in the colours of its backends, without the wrong cell', async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'light' });
  const charts = await show(page, fourCells());
  await expect(
    charts.getByText('The charts leave out what computed wrong results: WebGPU (software).'),
  ).toBeVisible();
  const figures = charts.getByRole('figure');
  // Medians, cold path, samples, and a panel for each of three cells.
  await expect(figures).toHaveCount(6);
  for (const [index, expected] of [
    ['wasm-simd', 'wasm-threads', 'webgl'],
    ['wasm-simd', 'wasm-threads', 'webgl'],
    ['wasm-simd', 'wasm-threads', 'webgl'],
    ['wasm-threads'],
    ['wasm-simd'],
    ['webgl'],
  ].entries() as Iterable<[number, (keyof typeof light)[]]>) {
    const canvas = figures.nth(index).locator('canvas');
    await canvas.scrollIntoViewIfNeeded();
    await expect
      .poll(() => coloursOf(canvas))
      .toEqual(expect.arrayContaining(expected.map((id) => light[id])));
    const drawn = await coloursOf(canvas);
    for (const other of Object.keys(light) as (keyof typeof light)[]) {
      if (!expected.includes(other)) expect(drawn, `figure ${index}`).not.toContain(light[other]);
    }
  }
});

test('the code of charts is loaded when the first one is looked at, and not before', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 500 });
  const scripts: string[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) scripts.push(response.url());
  });
  const charts = await show(page, fourCells());
  await page.waitForLoadState('networkidle');
  const before = scripts.length;
  const boxes = charts.getByRole('figure', { name: 'All samples' }).locator('canvas');
  expect(await coloursOf(boxes)).toEqual([]);
  await boxes.scrollIntoViewIfNeeded();
  await expect.poll(() => coloursOf(boxes)).not.toEqual([]);
  expect(scripts.length).toBeGreaterThan(before);
});

test('who has looked at one chart prints them all', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 500 });
  const charts = await show(page, fourCells());
  const canvases = charts.locator('canvas');
  const drawn = charts.locator('canvas[data-drawn]');
  await canvases.first().scrollIntoViewIfNeeded();
  await expect(canvases.first()).toHaveAttribute('data-drawn');
  expect(await drawn.count()).toBeLessThan(await canvases.count());
  // Printed once the code of the others has come, which nothing on the page tells.
  await expect
    .poll(async () => {
      await page.pdf();
      return drawn.count();
    })
    .toBe(await canvases.count());
  await expect.poll(() => coloursOf(canvases.last())).not.toEqual([]);
});

test('charts change with the theme at once', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  const charts = await show(page, oneCell());
  const canvas = charts.getByRole('figure', { name: 'Time to the first result' }).locator('canvas');
  await canvas.scrollIntoViewIfNeeded();
  await expect.poll(() => coloursOf(canvas)).toContain(light['wasm-simd']);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => coloursOf(canvas)).toContain(dark['wasm-simd']);
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(() => coloursOf(canvas)).toContain(light['wasm-simd']);
});

test('every chart has its numbers in a table', async ({ page }) => {
  const document = fourCells();
  const charts = await show(page, document);
  const summaries = charts.getByText('The numbers behind this chart');
  await expect(summaries).toHaveCount(4);
  for (const summary of await summaries.all()) await summary.click();
  const row = (table: Locator, name: string) => table.getByRole('row').filter({ hasText: name }).first();
  const simd = document.cells.find((cell) => cell.backend === 'wasm-simd');
  if (simd?.status !== 'measured') throw new Error('The document holds a measured WASM-SIMD cell.');
  const four = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

  const medians = row(
    charts.getByRole('table', { name: 'Medians of the rounds in milliseconds' }),
    'WASM-SIMD',
  );
  await expect(medians.getByRole('cell').first()).toHaveText(four.format(simd.latency.medianMs));
  const cold = charts.getByRole('table', { name: 'Cold path in milliseconds' });
  await expect(row(cold, 'WASM-SIMD, first round').getByRole('cell').first()).toHaveText(
    four.format(simd.cold.runtimeMs),
  );
  const boxes = charts.getByRole('table', { name: 'Quartiles and extremes' });
  await expect(row(boxes, 'WASM-SIMD').getByRole('cell').first()).toHaveText('300');
  const samples = charts.getByRole('table', { name: 'Samples of each round' });
  await expect(samples.getByRole('row')).toHaveCount(1 + 3 * 5);
  await expect(boxes.getByRole('row').filter({ hasText: 'WebGPU' })).toHaveCount(0);
});

test('what a figure means is said to a mouse and to the keyboard, which stays where it was', async ({
  page,
}) => {
  await show(page, oneCell());
  const link = page.getByRole('columnheader').getByRole('link', { name: 'Median time' });
  const meaning = page.getByText(definitions['median-time'].short);
  await expect(link).toHaveAttribute('href', definitionAddress('median-time'));
  await expect(meaning).toHaveCount(0);
  await link.hover();
  await expect(meaning).toBeVisible();
  await page.mouse.move(0, 0);
  await expect(meaning).toHaveCount(0);

  const next = page.getByRole('columnheader').getByRole('link', { name: 'Throughput' });
  await page.getByRole('button', { name: 'Sort by Times as fast' }).focus();
  await page.keyboard.press('Tab');
  await expect(next).toBeFocused();
  await expect(page.getByText(definitions.throughput.short)).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Sort by Throughput' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(definitionAddress('throughput'));
});

test('one cell has no chart of medians, and twelve of two engines fit on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  let charts = await show(page, oneCell());
  await expect(charts.getByRole('figure', { name: 'Median time of one run' })).toHaveCount(0);
  await expect(charts.getByRole('figure')).toHaveCount(3);
  charts = await show(page, twelveCells());
  await expect(charts.getByRole('figure')).toHaveCount(15);
  await expect(charts.getByText('TensorFlow.js', { exact: true })).toBeVisible();
  const canvas = charts.getByRole('figure', { name: 'All samples' }).locator('canvas');
  await canvas.scrollIntoViewIfNeeded();
  await expect.poll(() => coloursOf(canvas)).toEqual(expect.arrayContaining([light.webgpu, light.webgl]));
  const rights = await charts
    .locator('*')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().right));
  expect(Math.max(...rights)).toBeLessThanOrEqual(360);
});
