import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../leaderboard/open-store.ts';
import { Metrics } from './metrics.ts';
import { startMetricsServer } from './metrics-server.ts';
import { readServiceSettings } from './settings.ts';

test('figures are on the private port without a token, and nothing else is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'inferometer-metrics-'));
  const store = await openStore({ dataDir: folder });
  const metrics = new Metrics();
  metrics.countAnswer('GET', 200);
  const server = await startMetricsServer({ metrics, store }, { host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${server.port}`;
  const text = await (await fetch(`${url}/metrics`)).text();
  expect(text).toContain('inferometer_api_requests_total{method="GET",status="200"} 1');
  expect(text).toContain('inferometer_ready 1');
  expect((await fetch(`${url}/api/v1/boards`)).status).toBe(404);
  expect((await fetch(`${url}/metrics`, { method: 'POST' })).status).toBe(404);
  server.close();
  await store.close();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

test('the private port is a port, and on this machine only unless it is told', () => {
  expect(readServiceSettings({}).metricsPort).toBeNull();
  expect(readServiceSettings({ METRICS_PORT: '9100' })).toMatchObject({
    metricsPort: 9100,
    metricsHost: '127.0.0.1',
  });
  expect(() => readServiceSettings({ METRICS_PORT: '70000' })).toThrow('METRICS_PORT is "70000"');
  expect(() => readServiceSettings({ METRICS_HOST: 'a b' })).toThrow('METRICS_HOST is "a b"');
});
