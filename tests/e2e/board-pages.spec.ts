import { expect, test, type Page } from '@playwright/test';
import { lookAt } from './accessibility.ts';
import { startSeededServer, type SecondServer } from './second-server.ts';

let server: SecondServer;
test.beforeAll(async () => void (server = await startSeededServer(800)));
test.afterAll(() => server.close());

const model = 'synthetic-image-classifier';

/** From the list over a model, a filter and a comparison to a device, as a visitor goes. */
async function walk(page: Page): Promise<void> {
  await page.goto('/leaderboard');
  await expect(page.getByText('These numbers are made up')).toBeVisible();
  await page.getByRole('link', { name: model }).click();
  await expect(page.getByRole('heading', { level: 1, name: model })).toBeVisible();
  await expect(
    page.getByText(/On devices that ran both, WebGPU is [\d.]+ times as fast as/).first(),
  ).toBeVisible();
  const rows = page.getByRole('row').filter({ has: page.getByRole('link', { name: /^Compare/ }) });
  const all = await rows.count();
  await expect(rows.first().getByRole('img', { name: /half within/ })).toBeVisible();

  await page.getByLabel('Engine').selectOption('onnxruntime-web');
  await page.getByLabel('System', { exact: true }).selectOption('Android');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/models/${model}\\?engine=onnxruntime-web&os=Android$`));
  await expect(rows.filter({ hasNotText: 'ONNX Runtime Web' })).toHaveCount(0);
  expect(await rows.count()).toBeLessThan(all);

  await page.getByRole('link', { name: /^Compare ONNX Runtime Web 1\.30\.0, WebGPU,/ }).click();
  await expect(page.getByText('Choose what to compare it with.')).toBeVisible();
  await page
    .getByRole('group', { name: 'with', exact: true })
    .getByLabel('Configuration')
    .selectOption('ONNX Runtime Web 1.30.0, WebGL, fp32');
  await page.locator('select[name="a-cohort"]').selectOption('');
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(
    page.getByText(/^On devices that ran both, WebGPU is [\d.]+ times as fast as WebGL \(95\s%/),
  ).toBeVisible();

  await page.getByRole('link', { name: 'Leaderboard' }).first().click();
  const devices = page.getByRole('region', { name: 'Devices' });
  const device = devices.getByRole('link').first();
  const name = (await device.textContent()) ?? '';
  await device.click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByRole('img', { name: /half within/ }).first()).toBeVisible();
}

test('without scripts the boards are found, filtered and compared', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: server.url });
  const page = await context.newPage();
  await walk(page);
  // What cannot be answered says so, each in its own words.
  for (const [path, status, words] of [
    [`/leaderboard/models/${model}?os=Plan9`, 400, 'Look at os'],
    [`/leaderboard/models/${model}?colour=red`, 400, 'a parameter that this page does not know'],
    [`/leaderboard?cursor=x`, 400, 'none of this list'],
    ['/leaderboard/compare?a=1', 400, '32 hexadecimal digits'],
    [`/leaderboard/compare?a=${'0'.repeat(32)}`, 404, 'no such board'],
    ['/leaderboard/models/no-such-model', 404, 'No model of this name'],
    ['/leaderboard/devices/no-such-device', 404, 'no such device'],
    ['/leaderboard/models/silero-vad', 200, 'No board of this model can be shown yet'],
    ['/leaderboard/devices/raspberry-pi-500', 200, 'No board of this device can be shown yet'],
    ['/leaderboard?origin=lab&gpu-vendor=samsung', 200, 'No board of this cohort'],
    [`/leaderboard/models/${model}?browser-version=Chrome/1`, 200, 'These figures are of Chrome.'],
    [`/leaderboard/models/${model}/versions?browser-version=Chrome/1`, 200, 'These figures are of Chrome.'],
    [`/leaderboard/models/${model}/versions?os=Windows&browser=Chrome`, 200, 'leave out: Windows'],
    [`/leaderboard/models/${model}?browser=Edge&browser-version=Chrome/1`, 200, 'both Edge and Chrome 1'],
    [`/leaderboard/models/${model}?os=Linux&browser=Edge&form-factor=desktop`, 200, 'At most two of these'],
  ] as const) {
    const response = await page.goto(path);
    expect([path, response?.status()]).toEqual([path, status]);
    await expect(page.getByRole('main')).toContainText(words);
  }
  // The form is left as it was filled in, to be mended.
  await expect(page.getByRole('form').locator('select[name="form-factor"]')).toHaveValue('desktop');
  await context.close();
});

test('newer versions of engines and of a browser are told apart by what changed', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: server.url });
  const page = await context.newPage();
  await page.goto(`/leaderboard/models/${model}/versions`);
  const first = page.getByRole('table').first();
  await expect(first.getByRole('rowheader')).toHaveText([/^\d+\.\d+\.\d+$/, /^\d+\.\d+\.\d+$/]);
  await page.getByRole('link', { name: /^Chrome \(/ }).click();
  await expect(page).toHaveURL(/\?browser=Chrome#browsers$/);
  const ofBrowser = page
    .getByRole('group', { name: /, Versions of a browser$/ })
    .first()
    .getByRole('table');
  await expect(ofBrowser.getByRole('rowheader').last()).toHaveText('Chrome 149');
  await expect(ofBrowser.getByRole('row').last()).toContainText(
    /faster|slower|no significant difference|too few browsers/,
  );
  await context.close();
});

test('with scripts the same on a phone, and a page says which crowds this browser belongs to', async ({
  browser,
}) => {
  const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
  const context = await browser.newContext({ ...phone, baseURL: server.url, colorScheme: 'dark' });
  const page = await context.newPage();
  const refused: string[] = [];
  const asked: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
  });
  page.on('request', (request) => {
    if (
      request.method() !== 'GET' ||
      (!/^(blob|data):/.test(request.url()) && new URL(request.url()).origin !== server.url)
    )
      asked.push(`${request.method()} ${request.url()}`);
  });
  await walk(page);
  await page.goto(`/leaderboard/models/${model}`);
  const ours = page.getByRole('region', { name: 'Your device would be here' });
  await expect(ours).toContainText('nothing was sent', { timeout: 30_000 });
  await ours.getByRole('link', { name: /^desktop/ }).click();
  await expect(page).toHaveURL(/\?form-factor=desktop$/);
  await expect(ours).toContainText('You are looking at a crowd that this browser belongs to.');
  await expect(page.getByLabel('Form factor').locator('option:checked')).toHaveText(
    /^desktop \(\d+\), this browser$/,
  );
  expect(refused).toEqual([]);
  expect(asked).toEqual([]);
  await context.close();
});

test('axe finds nothing on the boards, and nothing is wider than the screen', async ({ browser }) => {
  for (const [width, colorScheme, locale] of [
    [360, 'dark', 'en-US'],
    [1440, 'light', 'de-DE'],
  ] as const) {
    const context = await browser.newContext({
      baseURL: server.url,
      viewport: { width, height: 900 },
      colorScheme,
      locale,
    });
    const page = await context.newPage();
    await page.goto(`/leaderboard/models/${model}`);
    // What the server wrote in English stays only for those whose numbers are written so.
    const median = page.locator('td[data-label="Median"]').first();
    await expect(median).toHaveText(locale === 'de-DE' ? /\d,\d/ : /\d\.\d/);
    const compare = await page
      .getByRole('link', { name: /^Compare/ })
      .first()
      .getAttribute('href');
    const paths = [
      '/leaderboard',
      `/leaderboard/models/${model}`,
      `/leaderboard/models/${model}/versions?browser=Chrome`,
      '/leaderboard/devices/galaxy-s23',
      compare ?? '',
      '/leaderboard/models/none',
    ];
    const found: string[] = [];
    for (const path of paths) {
      await page.goto(path);
      found.push(...(await lookAt(page, `${path} at ${width} px`)));
    }
    expect(found).toEqual([]);
    await context.close();
  }
});

test('a kept page comes with hashes in the place of a nonce, and a tag that saves sending it again', async ({
  request,
}) => {
  const address = `${server.url}/leaderboard/models/${model}`;
  const first = await request.get(address);
  const policy = first.headers()['content-security-policy'] ?? '';
  expect(policy).toMatch(/script-src 'self' 'wasm-unsafe-eval' 'sha256-/);
  expect(policy).not.toContain('nonce');
  expect(first.headers()['cross-origin-opener-policy']).toBe('same-origin');
  const again = await request.get(address, { headers: { 'if-none-match': first.headers()['etag'] ?? '' } });
  expect(again.status()).toBe(304);
});
