import { readFile } from 'node:fs/promises';
import { chromium, expect, test, type Page } from '@playwright/test';
import { fourCells } from '../fixtures/figure-documents.ts';
import { sendable } from '../fixtures/submissions.ts';
import { lookAt } from './accessibility.ts';

const paths = ['/', '/compare', '/device', '/method', '/api', '/about', '/privacy', '/no-such-page'];

async function openResult(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByLabel('Choose files').setInputFiles({
    name: 'result.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(fourCells())),
  });
  await expect(page.getByRole('region', { name: 'Charts' })).toBeVisible();
}

for (const width of [360, 1440]) {
  test(`at ${width} px, light and dark: axe finds nothing, and nothing is wider than the screen`, async ({
    page,
    request,
    baseURL,
  }, info) => {
    await page.setViewportSize({ width, height: 900 });
    const found: string[] = [];
    const look = async (what: string) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        found.push(...(await lookAt(page, `${what}, ${colorScheme}`)));
        // Kept with the test's results, to be looked at.
        const name = what.match(/\w+/g)?.join('-') ?? 'start';
        await page.screenshot({ path: info.outputPath(`${name}-${colorScheme}.png`) });
      }
    };
    const { submission } = sendable();
    await request.post('/api/v1/results', {
      headers: { origin: baseURL ?? '', 'idempotency-key': submission.resultId },
      data: submission,
    });
    for (const path of [...paths, `/r/${submission.resultId}`]) {
      await page.goto(path);
      if (path === '/device')
        await expect(page.getByRole('heading', { name: 'Engines' })).toBeVisible({ timeout: 30_000 });
      await look(path.startsWith('/r/') ? 'a stored result' : path);
    }
    await openResult(page);
    await page.getByText('Set this up in your own app').click();
    await look('a result');
    await page.getByRole('button', { name: 'Open on a phone' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await look('the dialog');
    expect(found).toEqual([]);
  });
}

test('no page asks anybody but its own server for anything, and the security policy refuses nothing', async ({
  page,
  baseURL,
}) => {
  const foreign: string[] = [];
  const refused: string[] = [];
  page.on('request', (request) => {
    if (/^(blob|data):/.test(request.url()) || new URL(request.url()).origin === baseURL) return;
    foreign.push(request.url());
  });
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
  });
  for (const path of paths) {
    const response = await page.goto(path, { waitUntil: 'networkidle' });
    const policy = response?.headers()['content-security-policy'] ?? '';
    expect(policy).toMatch(/script-src 'self' 'wasm-unsafe-eval' 'nonce-/);
    expect(policy.replaceAll('style-src-attr', '')).not.toMatch(
      /script-src[^;]*'unsafe-inline'|'unsafe-eval'/,
    );
  }
  await openResult(page);
  expect(foreign).toEqual([]);
  expect(refused).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);
});

test('pages say what they are before any script runs, and without scripts what cannot be done', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? '' });
  const page = await context.newPage();
  const titles = new Set<string>();
  for (const path of paths.slice(0, -1)) {
    await page.goto(path);
    titles.add(await page.title());
    await expect(page.locator('meta[name="description"]')).toHaveAttribute('content', /\w{4}/);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    // Finding by text passes over noscript elements.
    await expect(page.locator('noscript p').first()).toBeVisible();
    await expect(page.locator('noscript p').first()).toContainText('Measuring needs JavaScript');
    // Nothing waits for a script, and nothing can be pressed that would need one.
    await expect(page.getByText(/^(looking|asking .*|reading .*|)…$/i).filter({ visible: true })).toHaveCount(
      0,
    );
    await expect(page.getByLabel('Theme')).toBeHidden();
  }
  expect(titles.size).toBe(paths.length - 1);
  await context.close();
});

test('the keyboard skips the menu, and a chosen theme stays without a flash, but not on paper', async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/method');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await page.getByLabel('Theme').selectOption('Dark');
  // It is remembered once the page's script has come, be it after the choice.
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  // The page's own scripts are held back: what is painted comes from the document alone.
  await page.route(/_app\/immutable\/.*\.js$/, () => {});
  await page.reload({ waitUntil: 'commit' });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(ground).toBe('rgb(17, 20, 23)');
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  await expect(page.locator('body')).toHaveCSS('color', 'rgb(0, 0, 0)');
  await expect(page.getByRole('navigation')).toHaveCount(0);
});

test('a figure says what it means, leads to its definition, and back to the same result', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openResult(page);
  const figure = page.getByRole('columnheader', { name: /Throughput/ }).getByRole('link');
  await figure.focus();
  await expect(page.getByText('Items per second at one run after another').first()).toBeVisible();
  await page.getByRole('button', { name: 'Sort by Median time' }).click();
  await page.getByRole('button', { name: 'Sort by Median time' }).click();
  await expect(page.getByRole('columnheader', { name: /Median time/ })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await expect(page.getByRole('table').first().getByRole('row').nth(1)).toContainText('WebGL');
  await figure.click();
  await expect(page).toHaveURL(/\/method#throughput$/);
  await page.goBack();
  await expect(page.getByText('opened from a file')).toBeVisible();
  await page.getByRole('link', { name: 'Measure', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Your own model' })).toBeVisible();
});

test('a result becomes a picture and a table in the clipboard', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openResult(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'PNG' }).click();
  const bytes = await readFile(await (await download).path());
  expect([...bytes.subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join('')).toBe('PNG');
  expect(bytes.readUInt32BE(16)).toBe(2400);
  await page.getByRole('button', { name: 'Copy as a table' }).click();
  await expect(page.getByText('Copied')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split('\n')[1]).toMatch(/^WASM-threads \(2 threads\)\t/);
});

test('numbers are written as the visitor’s language writes them', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ locale: 'de-DE', baseURL: baseURL ?? '' });
  const page = await context.newPage();
  await openResult(page);
  await expect(
    page
      .getByRole('table')
      .first()
      .getByText(/^2,1\d ms$/)
      .first(),
  ).toBeVisible();
  await context.close();
});

test('a browser without WebGPU says why, and how to get it', async ({ baseURL }, { project }) => {
  const { executablePath = '' } = project.use.launchOptions ?? {};
  const args = ['--disable-features=WebGPUService,WebGPU', '--disable-gpu', '--no-sandbox'];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const page = await browser.newPage({ baseURL: baseURL ?? '' });
    await page.goto('/device');
    const webgpu = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'WebGPU' }) });
    await expect(webgpu).toContainText('not available', { timeout: 30_000 });
    await webgpu.getByText('How to get it').click();
    await expect(webgpu.locator('ol')).toBeVisible();
    await expect(webgpu).toContainText(/chrome:\/\/flags|hardware acceleration|Update the browser/);
  } finally {
    await browser.close();
  }
});
