import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import {
  externalWeightsName,
  modelWithExternalData,
  modelWithMax,
  slowModel,
  smallConvolutionalNet,
} from '../fixtures/onnx-models.ts';
import { file, finished, inRound, savedDocument, startRun } from './run-steps.ts';

async function openModel(page: Page, ...files: ReturnType<typeof file>[]): Promise<void> {
  await page.goto('/');
  await page.getByLabel('Choose files').setInputFiles(files);
}

const resultTable = (page: Page) => page.getByRole('table').first();

test('a new user measures a model of their own on all four backends and saves the result', async ({
  page,
}) => {
  await openModel(page, file('small.onnx', smallConvolutionalNet()));
  await expect(page.getByRole('heading', { name: 'small' })).toBeVisible();
  await expect(page.getByText(/Conv/).first()).toBeVisible();
  await startRun(page, ['WebGPU', 'WebGL', 'WASM-threads']);
  await expect(page.getByRole('progressbar')).toBeVisible();
  await finished(page);
  const document = await savedDocument(page);
  expect(document.status).toBe('complete');
  const byBackend = new Map(document.cells.map((cell) => [cell.backend, cell]));
  expect([...byBackend.keys()].toSorted()).toEqual(['wasm-simd', 'wasm-threads', 'webgl', 'webgpu']);
  for (const cell of byBackend.values()) {
    if (cell.status !== 'measured') throw new Error(`${cell.id}: ${cell.reason.message}`);
    expect(cell.rounds).toHaveLength(3);
    expect(cell.latency.ciLowMs).not.toBeNull();
    expect(['reference', 'pass']).toContain(cell.correctness.verdict);
    expect(cell.cold.firstRunMs).toBeGreaterThan(0);
  }
  expect(byBackend.get('wasm-threads')?.threads.observed).toBeGreaterThanOrEqual(2);
  const positions = document.cells.map((cell) =>
    cell.status === 'measured' ? cell.rounds[0]?.position : null,
  );
  expect(positions.toSorted()).toEqual([1, 2, 3, 4]);
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText(document.recommendation.sentence);
  // Three durations and a unit, and nothing else.
  await expect(resultTable(page).getByText(/ \+ /).first()).toHaveText(/^[\d.,]+ \+ [\d.,]+ \+ [\d.,]+ m?s$/);
});

test('a file and a theme that are chosen before the script of the page has come are taken when it comes', async ({
  page,
}) => {
  const held = Promise.withResolvers<undefined>();
  await page.route(/_app\/immutable\/.*\.js$/, async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.goto('/', { waitUntil: 'commit' });
  await page.getByLabel('Choose files').setInputFiles(file('small.onnx', smallConvolutionalNet()));
  await expect(page.getByRole('button', { name: 'Load' })).toBeDisabled();
  await page.getByLabel('Theme').selectOption('Dark');
  held.resolve(undefined);
  await expect(page.getByRole('heading', { name: 'small' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByLabel('Theme')).toHaveValue('dark');
});

test('the reported software rendering is never called a GPU', async ({ page }) => {
  await page.goto('/');
  const report = await page.evaluate(async () => {
    await new Promise<void>((resolve) => {
      const look = () => ('inferometer' in window ? resolve() : setTimeout(look, 50));
      look();
    });
    return window.inferometer.probe();
  });
  test.skip(
    report.environment.gpu?.software !== true,
    'This machine has a real GPU: nothing here renders in software.',
  );
  await expect(page.getByText('software rendering').first()).toBeVisible();
});

test('the pressure that the browser reports is kept and said with its meaning', async ({ page, context }) => {
  await openModel(page, file('small.onnx', smallConvolutionalNet()));
  const devTools = await context.newCDPSession(page);
  const source = 'cpu';
  await devTools.send('Emulation.setPressureSourceOverrideEnabled', {
    enabled: true,
    source,
    metadata: { available: true },
  });
  await startRun(page);
  await inRound(page, 1);
  await devTools.send('Emulation.setPressureStateOverride', { source, state: 'critical' });
  await inRound(page, 3);
  await devTools.send('Emulation.setPressureStateOverride', { source, state: 'fair' });
  await finished(page);
  expect((await savedDocument(page)).worstPressure).toBe('critical');
  await page.getByText('Device, model and plan behind these numbers').click();
  await expect(
    page.getByText(/^Processor pressure: very high \(critical\) at worst\. Measuring on/),
  ).toBeVisible();
  await page.getByRole('link', { name: 'Processor pressure' }).click();
  await expect(page).toHaveURL('/method#pressure');
});

test('a run outlasts the connection, what it lacks then says so, and its saved result opens again', async ({
  page,
  context,
}) => {
  const again = page.getByRole('button', { name: 'Try again' });
  await openModel(page, file('small.onnx', smallConvolutionalNet()));
  await expect(page.getByRole('button', { name: 'Start measuring' })).toBeVisible();
  await context.setOffline(true);
  await startRun(page);
  await expect(page.getByRole('alert').first()).toContainText('there is no connection');
  await context.setOffline(false);
  await startRun(page);
  await inRound(page, 1);
  await context.setOffline(true);
  await finished(page);
  const document = await savedDocument(page);
  const picture = page.waitForEvent('download');
  await page.getByRole('button', { name: 'PNG' }).click();
  expect((await picture).suggestedFilename()).toMatch(/\.png$/);

  await page.getByRole('button', { name: 'Open on a phone' }).click();
  await expect(page.getByRole('alert').last()).toContainText('This part of the page could not be loaded');
  await context.setOffline(false);
  await again.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

  await context.setOffline(true);
  await page.getByRole('link', { name: 'Leaderboard' }).first().click();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('This page could not be reached.');
  await again.click();
  await expect(page.getByText('Still no answer.')).toBeVisible();
  await context.setOffline(false);
  await again.click();
  await expect(heading).toHaveText('Leaderboard');
  await page.goBack();
  // The document was never left: a result that nobody kept would be here too.
  await expect(page.getByRole('button', { name: 'Measure again' })).toBeVisible();
  await page.goto('/');
  await page.getByLabel('Choose files').setInputFiles({
    name: 'result.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(document)),
  });
  await expect(page.getByText('opened from a file')).toBeVisible();
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText(document.recommendation.sentence);
  expect(await savedDocument(page)).toEqual(document);
});

test('what is started without a connection says so once', async ({ page, context }) => {
  await page.goto('/');
  const start = page.getByRole('button', { name: 'Measure this device' });
  await expect(start).toBeEnabled();
  // The list of kept runs comes a little later, and would say for itself that it did not.
  await expect(page.getByRole('region', { name: 'Kept runs' })).toBeVisible();
  await context.setOffline(true);
  // Everything that is told, however short it stays.
  const told = await page.evaluateHandle(() => {
    const sentences = new Set<string>();
    new MutationObserver(() => {
      for (const { textContent } of document.querySelectorAll('[role=alert]'))
        sentences.add(textContent.trim());
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
    return sentences;
  });
  await start.click();
  await expect(page.getByRole('alert').first()).toContainText('there is no connection');
  const sentences = await told.evaluate((all) => [...all].filter((sentence) => sentence !== ''));
  expect(sentences).toEqual([expect.stringContaining('A part of the page could not be loaded')]);
});

test('a backend that lacks an operator says which, and the others are measured', async ({ page }) => {
  await openModel(page, file('max.onnx', modelWithMax()));
  await startRun(page, ['WebGL']);
  await finished(page);
  await expect(page.getByText('does not implement the operator Max (opset 13) on WebGL')).toBeVisible();
  await expect(resultTable(page).getByText('WASM-SIMD')).toBeVisible();
});

test('weights in a second file are found beside the model, and missed by name', async ({ page }) => {
  const { model, weights } = modelWithExternalData();
  await openModel(page, file('external.onnx', model));
  await expect(page.getByRole('alert')).toContainText(externalWeightsName);
  await page
    .getByLabel('Choose files')
    .setInputFiles([file('external.onnx', model), file(externalWeightsName, weights)]);
  await startRun(page);
  await finished(page);
  const document = await savedDocument(page);
  expect(document.cells.map(({ status }) => status)).toEqual(['measured']);
});

test("a file in ONNX Runtime's own format is measured", async ({ page }) => {
  const bytes = await readFile(
    fileURLToPath(new URL('../fixtures/small-convolutional-net.ort', import.meta.url)),
  );
  await openModel(page, file('small.ort', bytes));
  await startRun(page, ['WebGL']);
  await finished(page);
  const document = await savedDocument(page);
  expect(document.model.inputs).toEqual([{ name: 'x', dtype: 'float32', shape: [1, 3, 32, 32] }]);
  expect(document.cells.every(({ status }) => status === 'measured')).toBe(true);
});

test('cancel answers at once and keeps what was measured', async ({ page }) => {
  await openModel(page, file('slow.onnx', slowModel(512, 12)));
  await startRun(page, ['WASM-threads']);
  await expect(page.getByRole('button', { name: /Cancel, keep/ })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: /Cancel, keep/ }).click();
  await expect(page.getByText('cancelled: what had been measured')).toBeVisible({ timeout: 2_000 });
  const document = await savedDocument(page);
  expect(document.status).toBe('cancelled');
  expect(document.cells.some((cell) => cell.status === 'measured' && cell.rounds.length > 0)).toBe(true);
  // No interval is claimed from fewer than three rounds.
  for (const cell of document.cells) if (cell.status === 'measured') expect(cell.latency.ciLowMs).toBeNull();
  await page.getByRole('button', { name: 'Another model' }).click();
  await expect(page.getByRole('heading', { name: 'Your own model' })).toBeVisible();
});

test('engine files that do not come fail their cells, and the next run works', async ({ page }) => {
  await openModel(page, file('small.onnx', smallConvolutionalNet()));
  // The engine's script breaks from now on, as it does when a server is gone in the middle of a visit.
  await page.route(/ort-wasm-simd-threaded-.*\.mjs/, (route) => route.abort());
  await startRun(page);
  await finished(page);
  await expect(page.getByText('could not be fetched').first()).toBeVisible();
  await page.unroute(/ort-wasm-simd-threaded-.*\.mjs/);
  await page.getByRole('button', { name: 'Measure again' }).click();
  await expect(page.getByRole('progressbar')).toBeVisible();
  await finished(page);
  await expect(resultTable(page).getByText('WASM-SIMD')).toBeVisible();
});

for (const [what, name, bytes, words] of [
  ['an empty file', 'empty.onnx', new Uint8Array(), /empty/i],
  ['a text file', 'notes.onnx', new TextEncoder().encode('Dear diary, today I trained nothing.'), /text/i],
  ['a truncated model', 'cut.onnx', smallConvolutionalNet().slice(0, 9000), /cut|truncated|ends/i],
  ['a file of another kind', 'picture.png', new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10]), /onnx/i],
] as const) {
  test(`${what} gets a sentence, and the next file works`, async ({ page }) => {
    await openModel(page, file(name, bytes));
    await expect(page.getByRole('alert')).toContainText(words);
    await expect(page.getByRole('alert')).not.toContainText(/Error:|\.ts:|\.js:/);
    await page.getByLabel('Choose files').setInputFiles(file('small.onnx', smallConvolutionalNet()));
    await expect(page.getByRole('button', { name: 'Start measuring' })).toBeEnabled();
  });
}

test('an address that is missing or answers with nothing of use gets a sentence', async ({
  page,
  baseURL,
}) => {
  await page.goto('/');
  const field = page.getByLabel('or its address');
  await page.getByRole('button', { name: 'Load' }).click();
  await expect(field).toBeFocused();
  await expect(field).toHaveAccessibleDescription(/address of a model file/);
  for (const [address, words] of [
    [`${baseURL}/no-such-model.onnx`, /404/],
    [`${baseURL}/`, /web page|HTML/i],
    ['http://127.0.0.1:9/model.onnx', /unreachable|allow/i],
    ['http://models.example/net.onnx', /https addresses only/],
    ['not an address', /address/i],
  ] as const) {
    await field.fill(address);
    await page.getByRole('button', { name: 'Load' }).click();
    await expect(page.getByRole('alert')).toContainText(words, { timeout: 20_000 });
  }
});

test('a plan in the link starts at once under automation', async ({ page, baseURL }) => {
  const shelf = (await (await fetch(`${baseURL}/models/shelf.json`)).json()) as { models: { id: string }[] };
  test.skip(
    !shelf.models.some(({ id }) => id === 'dtln-denoiser'),
    'The package registry did not have the model when this machine was set up.',
  );
  const plan = { models: [{ ref: 'shelf:dtln-denoiser' }], backends: ['wasm-simd'], preset: 'quick' };
  await page.goto(`/#plan=${encodeURIComponent(JSON.stringify(plan))}`);
  await expect(page.getByRole('progressbar')).toBeVisible({ timeout: 20_000 });
  await finished(page);
  const document = await savedDocument(page);
  expect(document.model.ref).toBe('shelf:dtln-denoiser');
});
