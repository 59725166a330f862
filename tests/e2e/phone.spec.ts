import { devices, expect, test, type Page } from '@playwright/test';
import { finished, openFile, startRun } from './run-steps.ts';

// A browser of one's own type cannot be chosen beside the project's.
const { defaultBrowserType: _, ...phone } = devices['Pixel 7'];
test.use(phone);
test.setTimeout(60_000);

/** Not than `innerWidth`, which on a phone grows with what is too wide. */
const isNotWider = (page: Page) =>
  expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
    .toBeLessThanOrEqual(phone.viewport.width);

test('by touch alone: measured, read, sent, shown to others, compared, looked for on the boards, and deleted', async ({
  page,
}) => {
  await page.goto('/device');
  await expect(page.getByText('The browser has answered.')).toBeVisible({ timeout: 30_000 });
  await isNotWider(page);

  await openFile(page);
  await startRun(page, ['WASM-threads']);
  await expect(page.getByRole('button', { name: /Cancel/ })).toBeInViewport();
  await finished(page);
  await expect(
    page.getByRole('heading', { name: /faster|no significant difference|only/i }).first(),
  ).toBeVisible();
  await isNotWider(page);
  await page.getByText(/^Set this up in your own app/).tap();
  await expect(page.getByText(/onnxruntime-web\//).first()).toBeVisible();
  await isNotWider(page);
  await page.getByRole('button', { name: 'Open on a phone' }).tap();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeInViewport();
  await dialog.getByRole('button', { name: 'Close' }).tap();
  await expect(dialog).toBeHidden();

  const board = page.getByRole('region', { name: 'Leaderboard' });
  await board.getByRole('button', { name: /^Send to the leaderboard/ }).tap();
  await board.getByRole('button', { name: 'Send it', exact: true }).tap();
  await board.getByRole('link', { name: 'See what is kept of it' }).tap();
  await expect(page).toHaveURL(/\/r\/[0-9a-f]+/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('A model of its sender’s own on a');
  await isNotWider(page);
  await page.getByRole('button', { name: /^Delete my result/ }).tap();
  await page.getByRole('button', { name: 'Yes, delete' }).tap();
  await expect(page.getByRole('heading', { name: 'This result was deleted.' })).toBeVisible();

  await page.getByRole('link', { name: 'Compare' }).tap();
  await expect(page.getByText('small.onnx').first()).toBeVisible();
  await isNotWider(page);
  await page.getByRole('link', { name: 'Leaderboard' }).first().tap();
  await expect(page.getByRole('heading', { level: 1, name: 'Leaderboard' })).toBeVisible();
  await isNotWider(page);
});
