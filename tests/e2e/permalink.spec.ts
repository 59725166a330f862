import { expect, test, type APIRequestContext } from '@playwright/test';
import { anonymousDevice, sendable, twoCells, type Sendable } from '../fixtures/submissions.ts';

async function sent(request: APIRequestContext, baseURL = ''): Promise<Sendable & { path: string }> {
  const one = sendable(twoCells(), anonymousDevice({ worstPressure: 'serious' }));
  const { resultId } = one.submission;
  const response = await request.post('/api/v1/results', {
    headers: { origin: baseURL, 'idempotency-key': resultId },
    data: one.submission,
  });
  expect(response.status()).toBe(201);
  return { ...one, path: `/r/${resultId}` };
}

test('a stored result has a page that needs no script, and a picture', async ({
  browser,
  request,
  baseURL,
}) => {
  const { path, submission } = await sent(request, baseURL);
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? '' });
  const page = await context.newPage();
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'A model of its sender’s own on a Linux computer',
  );
  await expect(page.getByText(/^Fastest on that device: WASM-threads \(4 threads\), [\d.]+ /)).toBeVisible();
  const fastest = page.getByRole('row', { name: /WASM-threads/ });
  await expect(fastest).toContainText(/2\.\d+ ms \(\d/);
  await expect(fastest.locator('svg circle')).toBeVisible();
  await expect(page.getByText('high (serious) at worst')).toBeVisible();
  await expect(page.getByText('Measuring on several threads does that by itself.')).toBeVisible();
  const html = await page.content();
  expect(html).not.toContain(submission.deletionTokenSha256);
  expect(html).not.toContain(submission.cells[0]?.slot);
  const image = await page.locator('meta[property="og:image"]').getAttribute('content');
  expect(image).toBe(`${baseURL ?? ''}${path}/picture.png`);
  await context.close();
  const picture = await request.get(`${path}/picture.png`);
  expect(picture.headers()['content-type']).toBe('image/png');
  const bytes = await picture.body();
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630]);
});

test('a result is deleted on its page, by its own browser or with the token, and is gone', async ({
  page,
  request,
  baseURL,
}) => {
  const mine = await sent(request, baseURL);
  await page.goto(mine.path);
  await page.getByLabel('Token').fill('0'.repeat(64));
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('not the one');
  await page.getByLabel('Token').fill(mine.token);
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'This result was deleted.' })).toBeVisible();
  const gone = await page.goto(mine.path);
  expect(gone?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: 'There is no result at this address.' })).toBeVisible();
  expect((await request.get(`${mine.path}/picture.png`)).status()).toBe(404);

  const other = await sent(request, baseURL);
  // What the page keeps when somebody sends a result (src/lib/runs/sent-results.ts).
  const { submission, token } = other;
  const kept = { resultId: submission.resultId, token, modelName: 'small', sentOn: '2026-11-24' };
  await page.evaluate((memory) => localStorage.setItem('inferometer-leaderboard', JSON.stringify(memory)), {
    secret: '0'.repeat(64),
    sent: [kept],
  });
  await page.goto(other.path);
  await page.getByRole('button', { name: /^Delete my result/ }).click();
  expect(await page.content()).not.toContain(token);
  await page.getByRole('button', { name: 'Yes, delete' }).click();
  await expect(page.getByRole('heading', { name: 'This result was deleted.' })).toBeVisible();
  expect((await request.get(`/api/v1/results/${submission.resultId}`)).status()).toBe(404);
});
