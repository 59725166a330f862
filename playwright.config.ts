import { createServer, type AddressInfo } from 'node:net';
import { defineConfig } from '@playwright/test';
import { chromiumSwitches, findBrowser, hasGpu } from './scripts/browser.ts';

const browser = await findBrowser({ install: false });
if (browser.status === 'none') throw new Error(browser.message);

// Playwright reads this file again in each of its processes, which inherit the environment of the first.
const port = Number((process.env['INFEROMETER_TEST_PORT'] ??= String(await freePort())));

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

export default defineConfig({
  testDir: 'tests/e2e',
  // One measurement at a time: two browsers at once slow each other down until limits of time are reached.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 120_000,
  forbidOnly: true,
  use: { baseURL: `http://localhost:${port}`, video: 'off', trace: 'off' },
  projects: [
    {
      name: 'chromium',
      use: {
        browserName: 'chromium',
        launchOptions: {
          executablePath: browser.executablePath,
          args: chromiumSwitches({ softwareGpu: !hasGpu() }),
        },
      },
    },
  ],
  webServer: {
    command: 'node scripts/serve-for-tests.ts',
    env: { PORT: String(port) },
    url: `http://localhost:${port}`,
    reuseExistingServer: false,
    timeout: 180_000,
    stdout: 'ignore',
    stderr: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
  },
});
