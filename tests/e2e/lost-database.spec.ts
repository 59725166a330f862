import { expect, test } from '@playwright/test';
import { startTestServer } from '#lib/server/leaderboard/postgresql/test-server.ts';
import { startServer } from './second-server.ts';

test('where the database is lost the boards say so', async ({ page }) => {
  const database = await startTestServer();
  if (database.status !== 'started' || database.restart === null) {
    return test.skip(true, 'There is no PostgreSQL here that may be stopped.');
  }
  const server = await startServer({ DATABASE_URL: await database.createDatabase() });
  try {
    const asked = await page.goto(`${server.url}/leaderboard`);
    expect(asked?.status()).toBe(200);
    await database.stop();
    // Every kind of page, none of which was asked for before.
    for (const path of [
      '?origin=lab',
      '/models/resnet50',
      '/devices/macbook-air-m1',
      '/models/resnet50/versions',
    ]) {
      const lost = await page.goto(`${server.url}/leaderboard${path}`);
      expect([path, lost?.status()]).toEqual([path, 503]);
      expect(lost?.headers()['cache-control'] ?? '').not.toContain('public');
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('The leaderboard cannot be reached.');
      await expect(page.getByText('Nothing is lost; try again in a minute.')).toBeVisible();
    }
    expect((await page.request.get(`${server.url}/readyz`)).status()).toBe(503);
    expect((await page.goto(`${server.url}/`))?.status()).toBe(200);
  } finally {
    await server.close();
  }
});
