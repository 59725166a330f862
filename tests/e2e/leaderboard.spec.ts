import { expect, test } from '@playwright/test';
import { sendable } from '../fixtures/submissions.ts';
import { finished, openFile, startRun } from './run-steps.ts';

test('a result is shown before it is sent, sent on the click only, and deleted', async ({ page }) => {
  const sent: { method: string; body: string | null }[] = [];
  page.on('request', (request) => {
    if (/^(POST|PUT|DELETE)$/.test(request.method()))
      sent.push({ method: request.method(), body: request.postData() });
  });
  await openFile(page, 'private-name.onnx');
  await startRun(page);
  await finished(page);
  const board = page.getByRole('region', { name: 'Leaderboard' });
  await board.getByRole('button', { name: /^Send to the leaderboard/ }).click();
  const shown = board.getByLabel('What is sent');
  await expect(shown).toHaveValue(/"inferometer-submission"/);
  await expect(shown).not.toHaveValue(/private-name/);

  await board.getByRole('checkbox').check();
  await expect(shown).toHaveValue(/"name": "private-name\.onnx"/);
  await board.getByRole('checkbox').uncheck();
  await board.getByRole('searchbox').fill('rasp pi 5');
  await board.getByRole('button', { name: 'Raspberry Pi 5', exact: true }).click();
  await expect(shown).toHaveValue(/"catalogueDevice": "raspberry-pi-5"/);
  await board.getByRole('button', { name: 'Say nothing about it' }).click();
  await expect(shown).toHaveValue(/"catalogueDevice": null/);

  await board.getByRole('button', { name: 'Do not send it' }).click();
  expect(sent).toEqual([]);
  await board.getByRole('button', { name: /^Send to the leaderboard/ }).click();
  const text = await shown.inputValue();
  const send = board.getByRole('button', { name: 'Send it', exact: true });
  const refuse = board.getByRole('button', { name: 'Do not send it' });
  expect((await send.boundingBox())?.width).toBe((await refuse.boundingBox())?.width);
  await send.click();
  await expect(board.getByText(/^Sent\. It has a page of its own/)).toBeVisible();
  expect(sent.map(({ method }) => method)).toEqual(['POST']);
  expect(JSON.parse(sent[0]?.body ?? '')).toEqual(JSON.parse(text));
  const address =
    (await board.getByRole('link', { name: 'See what is kept of it' }).getAttribute('href')) ?? '';
  expect((await page.request.get(address)).status()).toBe(200);

  await page.goto('/leaderboard');
  const mine = page.getByRole('region', { name: 'Sent from this browser' });
  await expect(mine).toContainText('private-name.onnx');
  await mine.getByRole('button', { name: /^Delete my result/ }).click();
  await mine.getByRole('button', { name: 'Yes, delete' }).click();
  await expect(mine).toBeHidden();
  expect((await page.request.get(address)).status()).toBe(404);
});

test('the page says how to fill an empty leaderboard, and shows a board from five senders on', async ({
  page,
  request,
  baseURL,
}) => {
  await page.goto('/leaderboard');
  await expect(page.getByText('five people who measured the same make the first board')).toBeVisible();
  for (let i = 0; i < 5; i++) {
    const { submission } = sendable();
    const response = await request.post('/api/v1/results', {
      headers: { origin: baseURL ?? '', 'idempotency-key': submission.resultId },
      data: submission,
    });
    expect(response.status()).toBe(201);
  }
  const list = '/api/v1/models?limit=1';
  await expect
    .poll(async () => ((await (await request.get(list)).json()) as { models: unknown[] }).models.length, {
      timeout: 30_000,
    })
    .toBe(1);
  // Another address than before: that page may still be in the browser's cache.
  await page.goto('/leaderboard?origin=crowd');
  const model = page.getByRole('region', { name: 'Models' }).getByRole('row').nth(1);
  await expect(model).toContainText('WASM-threads (4 threads)');
  await model.getByRole('link').click();
  await expect(page.getByRole('link', { name: /^Compare [A-Z]/ })).toHaveCount(2);
  await expect(page.getByRole('row', { name: /WASM-threads \(4 threads\)/ })).toBeVisible();
});
