import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import {
  jsonBytes,
  smallGraphModel,
  smallLayersModel,
} from '../../src/lib/models/tfjs/small-models.test-data.ts';

/** Models of TensorFlow.js on their way into the page: what is read, shown and refused before anything is measured. */

const graph = smallGraphModel({ quantised: true });
const layers = smallLayersModel();
const file = (name: string, content: Uint8Array) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
});
const graphFiles = [
  file('net.json', jsonBytes(graph.json)),
  file('group1-shard1of2.bin', graph.weights.slice(0, 10)),
  file('group1-shard2of2.bin', graph.weights.slice(10)),
];
const layersFiles = [file('model.json', jsonBytes(layers.json)), file('weights.bin', layers.weights)];

const choose = (page: Page, files: ReturnType<typeof file>[]) =>
  page.getByLabel('Choose files').setInputFiles(files);

test('the inspector shows a graph model, its storage and its inputs', async ({ page }) => {
  await page.goto('/');
  await choose(page, graphFiles);
  await expect(page.getByRole('heading', { name: 'net.json' })).toBeVisible();
  await expect(page.getByText('TensorFlow.js, graph model')).toBeVisible();
  await expect(page.getByText('fp32, weights stored as float16')).toBeVisible();
  await expect(page.getByText('in 3 files')).toBeVisible();
  await expect(page.getByRole('heading', { name: '2 operators of 2 kinds' })).toBeVisible();
  await expect(page.getByRole('rowheader', { name: 'x:0' })).toBeVisible();
  await expect(page.getByRole('row', { name: /x:0/ })).toContainText('1 × 4');
});

test('a folder with a layers model is measured', async ({ page }) => {
  const folder = await mkdtemp(join(tmpdir(), 'inferometer-folder-'));
  try {
    for (const { name, buffer } of [...layersFiles, file('notes.json', jsonBytes({ a: 1 }))]) {
      const path = join(folder, 'net', name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, buffer);
    }
    await page.goto('/');
    await page.getByLabel('Choose a folder').setInputFiles(join(folder, 'net'));
    await expect(page.getByText('TensorFlow.js, layers model')).toBeVisible();
    await expect(page.getByRole('heading', { name: '1 layer of 1 kind' })).toBeVisible();
    await page.getByRole('checkbox', { name: /WebGPU/ }).uncheck();
    await page.getByRole('checkbox', { name: /WebGL/ }).uncheck();
    await page.getByRole('radio', { name: /^quick/i }).check();
    await page.getByRole('button', { name: 'Start measuring' }).click();
    await expect(page.getByRole('button', { name: 'Measure again' })).toBeVisible({ timeout: 110_000 });
    await expect(page.getByRole('table').first().getByText('WASM-SIMD')).toBeVisible();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('bad files get a sentence each, and the next try works', async ({ page }) => {
  await page.goto('/');
  const bad: [files: ReturnType<typeof file>[], sentence: string][] = [
    [graphFiles.slice(0, 2), 'group1-shard2of2.bin'],
    [[...layersFiles.slice(0, 1), file('weights.bin', new Uint8Array(59))], 'weights.bin holds 59 bytes'],
    [[file('model.json', jsonBytes({ ...layers.json, format: 'saved-model' }))], '“saved-model”'],
    [[file('settings.json', jsonBytes({ a: 1 }))], 'no TensorFlow.js model'],
    [[file('net.h5', new Uint8Array(9))], 'Keras model'],
  ];
  for (const [files, sentence] of bad) {
    await choose(page, files);
    await expect(page.getByRole('alert')).toContainText(sentence);
  }
  await choose(page, layersFiles);
  await expect(page.getByRole('heading', { name: 'model.json' })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveText('');
});

test('of ten models one is chosen', async ({ page }) => {
  await page.goto('/');
  const ten = Array.from({ length: 10 }, (_, index) => file(`net-${index}.json`, jsonBytes(layers.json)));
  await choose(page, [...ten, file('weights.bin', layers.weights)]);
  await expect(page.getByRole('heading', { name: 'Which of these 10 models?' })).toBeVisible();
  await page.getByRole('button', { name: 'net-7.json' }).click();
  await expect(page.getByRole('heading', { name: 'net-7.json' })).toBeVisible();
});

test('the shelf’s TensorFlow.js models open with their sizes and rules', async ({ page, baseURL }) => {
  const shelf = (await (await fetch(`${baseURL ?? ''}/models/shelf.json`)).json()) as {
    models: { id: string }[];
  };
  test.skip(!shelf.models.some(({ id }) => id === 'esrgan-slim-2x'), 'The registry did not give this model.');
  await page.goto('/');
  await page.getByRole('button', { name: 'ESRGAN-slim, 2×' }).click();
  await expect(page.getByText('1 × 64 × 64 × 3')).toBeVisible();
  await expect(page.getByLabel('Filling of LR')).toHaveValue('uniform(0,255)');
});
