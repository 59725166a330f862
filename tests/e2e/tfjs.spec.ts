import { expect, test, type Page } from '@playwright/test';
import {
  modelWithEinsum,
  slowGraphModel,
  smallLayersModel,
  type ModelFiles,
} from '../../src/lib/engines/tfjs/small-models.ts';
import type { PlanInput } from '#lib/core/protocol/plan.ts';
import type { RunDocument } from '#lib/core/results/run-document.ts';

type Wish = Omit<PlanInput, 'models'>;

/** Measures a model on the built, minified site through the page's own interface. */
async function measure(page: Page, files: ModelFiles, wish: Wish): Promise<RunDocument> {
  await page.goto('/');
  await page.waitForFunction(() => 'inferometer' in window);
  const given = files.map(({ name, bytes }) => ({ name, bytes: [...bytes] }));
  return page.evaluate(
    async ({ given, wish }) => {
      const { ref } = await window.inferometer.addModelFiles(
        given.map(({ name, bytes }) => ({ name, bytes: new Uint8Array(bytes) })),
      );
      return window.inferometer.run({ ...wish, models: [{ ref }] });
    },
    { given, wish },
  );
}

test('threads of TensorFlow.js start and compute on the minified site', async ({ page }) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (/ReferenceError|is not defined/.test(message.text())) complaints.push(message.text());
  });
  const document = await measure(page, slowGraphModel(192, 3), {
    backends: ['wasm-threads'],
    threads: [2],
    preset: 'quick',
  });
  const logicalCores = await page.evaluate(() => navigator.hardwareConcurrency);
  const threaded = document.cells.find(({ backend }) => backend === 'wasm-threads');
  if (threaded?.status !== 'measured') throw new Error(JSON.stringify(threaded));
  expect(threaded.threads).toEqual({ requested: 2, observed: 2 });
  expect(threaded.correctness.verdict).toBe('pass');
  expect(threaded.flags.includes('threads-override')).toBe(logicalCores < 4);
  expect(complaints).toEqual([]);
});

test('a layers model runs on every backend, held against one WASM thread', async ({ page }) => {
  const document = await measure(page, smallLayersModel('float16'), { threads: [2], preset: 'quick' });
  expect(document.reference).toBe('tfjs/wasm-simd/t1/b1/fp32');
  expect(document.cells.map(({ engine, backend }) => `${engine} ${backend}`).toSorted()).toEqual([
    'tfjs wasm-simd',
    'tfjs wasm-threads',
    'tfjs webgl',
    'tfjs webgpu',
  ]);
  for (const cell of document.cells) {
    if (cell.status !== 'measured') throw new Error(JSON.stringify(cell));
    expect(cell.correctness.verdict).toBe(cell.backend === 'wasm-simd' ? 'reference' : 'pass');
    expect(cell.flags).not.toContain('leaks-tensors');
    expect(cell.adapter !== null).toBe(cell.backend === 'webgpu' || cell.backend === 'webgl');
  }
});

test('where WASM lacks an operator the plain backend is the reference, and the document says so', async ({
  page,
}) => {
  const document = await measure(page, modelWithEinsum(), { backends: ['webgl'], preset: 'quick' });
  const [wasm, webgl] = document.cells;
  expect(wasm).toMatchObject({
    status: 'unsupported',
    reason: { kind: 'unsupported-operator', operator: 'Einsum' },
  });
  if (webgl?.status !== 'measured') throw new Error(JSON.stringify(webgl));
  expect(webgl.correctness.verdict).toBe('pass');
  expect(webgl.correctness.reason).toMatch(/^Compared with TensorFlow\.js on its plain CPU backend\. /);
  expect(webgl.speedupOverBaseline).toBeNull();
});
