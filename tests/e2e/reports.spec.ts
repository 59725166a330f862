import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import axeCore from 'axe-core';
import { expect, test, type Page } from '@playwright/test';
import { modelOf } from '../../src/cli/small-models.test-data.ts';
import { measuredCell, runDocument, unsupportedCell, wrongCell } from '../fixtures/run-documents.ts';
import { childEnvironment } from './child-environment.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

let folder = '';
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inferometer-reports-'));
  await writeFile(join(folder, 'add.onnx'), modelOf('Add'));
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

function cli(script: string, ...parameters: string[]): Promise<{ code: number | null; text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'src/cli', script), ...parameters], {
      cwd: folder,
      env: childEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (part: string) => (text += part));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, text }));
  });
}

test('the bench command judges a run by a baseline and writes every report', async () => {
  test.setTimeout(300_000);
  const measure = ['add.onnx', '--backends', 'wasm-simd', '--preset', 'quick'];
  const first = await cli('bench.ts', ...measure, '--json', 'before.json');
  expect(first.code, first.text).toBe(0);
  const reports = ['--report', 'now.html', '--markdown', 'now.md', '--junit', 'now.xml'];
  // Ten times as slow would be no noise: what is tried here is that the parts fit together.
  const judged = ['--baseline', 'before.json', '--fail-above', '1000%'];
  const second = await cli('bench.ts', ...measure, '--json', 'now.json', ...judged, ...reports);
  expect(second.code, second.text).toBe(0);
  expect(second.text).toContain('No regression');
  expect(await readFile(join(folder, 'now.html'), 'utf8')).toContain('Against the baseline');
  expect(await readFile(join(folder, 'now.md'), 'utf8')).toMatch(/^## Inferometer: no regression/);
  expect(await readFile(join(folder, 'now.xml'), 'utf8')).toContain('failures="0" errors="0"');

  // The same run with a tenth of its times is a baseline that it is ten times slower than.
  const fast = (await readFile(join(folder, 'now.json'), 'utf8')).replaceAll(
    /"medianMs": ([\d.]+)/g,
    (_, ms: string) => `"medianMs": ${Number(ms) / 100}`,
  );
  await writeFile(join(folder, 'fast.json'), fast.replace(/"runId": "[^"]+"/, '"runId": "fast"'));
  const slow = await cli('reports/report.ts', 'now.json', '--baseline', 'fast.json', '--fail-above', '5%');
  expect(slow.code, slow.text).toBe(1);
  expect(slow.text).toMatch(/WASM-SIMD got slower: 1\d\d/);

  const refused = await cli('bench.ts', ...measure, '--baseline', 'add.onnx');
  expect(refused.code).toBe(2);
  expect(refused.text).toBe('The baseline cannot be used: add.onnx is not JSON, so it holds no run.\n');
});

const around = (ms: number) => [ms, ms * 1.02, ms * 0.98];
const cellsOf = (factor: number) => [
  measuredCell('wasm-simd', around(20)),
  measuredCell('wasm-threads', around(6 * factor)),
  measuredCell('webgpu', around(2)),
  wrongCell('webgl', around(1)),
  { ...unsupportedCell('webgpu', { kind: 'no-adapter' }), id: 'tfjs/webgpu/t1/b1/fp32', engine: 'tfjs' },
];

test('reports open from a disk, ask for nothing, and can be read by everybody', async ({ browser }) => {
  const runs = { before: cellsOf(1), now: cellsOf(1.3), phone: cellsOf(0.2) };
  for (const [runId, cells] of Object.entries(runs))
    await writeFile(join(folder, `${runId}.json`), JSON.stringify(runDocument(cells, { runId })));
  const report = ['now.json', 'phone.json', '--baseline', 'before.json', '--report', 'report.html'];
  expect((await cli('reports/report.ts', ...report)).code).toBe(1);
  const matrix = ['desk=now.json', 'phone=phone.json', '--report', 'matrix.html'];
  expect((await cli('matrix/matrix.ts', ...matrix)).code).toBe(0);

  for (const name of ['report.html', 'matrix.html'])
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ colorScheme, viewport: { width: 360, height: 800 } });
      const page = await context.newPage();
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(pathToFileURL(join(folder, name)).href);
      expect(requests, name).toHaveLength(1);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, `${name} is wider than the screen`).toBeLessThanOrEqual(0);
      expect(await violations(page), `${name}, ${colorScheme}`).toEqual([]);
      await context.close();
    }
});

/** What axe finds, as texts. The page's policy forbids scripts, but not those of the browser's driver. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeCore.source);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const { violations: found } = await axe.run();
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  });
}
