import { readFile } from 'node:fs/promises';
import { expect, type BrowserContext, type Page } from '@playwright/test';
import * as v from 'valibot';
import { runDocumentSchema, type RunDocument } from '#lib/core/results/run-document.ts';
import { smallConvolutionalNet } from '../fixtures/onnx-models.ts';

/** Steps of a visitor who measures a small model, for the tests of runs that are kept and interrupted. */

export const file = (name: string, bytes: Uint8Array) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(bytes),
});

/** One WASM cell in three rounds, some five seconds, and the backends that are named. */
export async function startRun(
  page: Page,
  keep: ('WebGPU' | 'WebGL' | 'WASM-threads')[] = [],
): Promise<void> {
  for (const name of ['WebGPU', 'WebGL', 'WASM-threads'] as const)
    if (!keep.includes(name)) await page.getByRole('checkbox', { name: new RegExp(name) }).uncheck();
  await page.getByRole('radio', { name: /^quick/i }).check();
  await page.getByRole('button', { name: 'Start measuring' }).click();
}

export async function openFile(page: Page, name = 'small.onnx'): Promise<void> {
  await page.goto('/');
  await page.getByLabel('Choose files').setInputFiles(file(name, smallConvolutionalNet()));
}

/** A model with an address of its own, so that a reloaded page can fetch it again. */
export async function openAddress(page: Page, context: BrowserContext, baseURL: string): Promise<void> {
  const body = Buffer.from(smallConvolutionalNet());
  await context.route('**/by-address.onnx', (route) =>
    route.fulfill({ body, contentType: 'application/octet-stream' }),
  );
  await page.goto('/');
  await page.getByLabel('or its address').fill(`${baseURL}/by-address.onnx`);
  await page.getByRole('button', { name: 'Load' }).click();
}

export const inRound = (page: Page, round: number) =>
  expect(page.getByRole('status').filter({ hasText: `round ${round} of` })).toBeVisible({ timeout: 60_000 });

export const finished = (page: Page) =>
  expect(page.getByRole('button', { name: 'Measure again' })).toBeVisible({ timeout: 110_000 });

/** Saves the result as JSON through the page's own button, and holds it against the schema. */
export async function savedDocument(page: Page): Promise<RunDocument> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  return v.parse(runDocumentSchema, JSON.parse(await readFile(await (await download).path(), 'utf8')));
}
