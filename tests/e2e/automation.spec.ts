import { expect, test } from '@playwright/test';
import { slowModel, smallConvolutionalNet } from '../fixtures/onnx-models.ts';

/** What a program sees that drives the page through `window.inferometer`. */

test('a session that hangs past the limit fails its cell and nothing else', async ({ page }) => {
  await page.goto('/');
  await page.waitForFunction(() => 'inferometer' in window);
  const bytes = [...slowModel(512, 60)];
  const document = await page.evaluate(async (given) => {
    const { ref } = await window.inferometer.addModelFiles([
      { name: 'slow.onnx', bytes: new Uint8Array(given) },
    ]);
    const limits = { openMs: 20_000, roundMs: 500 };
    return window.inferometer.run({ models: [{ ref }], backends: ['wasm-simd'], preset: 'quick', limits });
  }, bytes);
  expect(document.cells[0]).toMatchObject({ status: 'failed', reason: { kind: 'timeout', limitMs: 500 } });
  const next = await page.evaluate(
    async (given) => {
      const { ref } = await window.inferometer.addModelFiles([
        { name: 'small.onnx', bytes: new Uint8Array(given) },
      ]);
      return window.inferometer.run({ models: [{ ref }], backends: ['wasm-simd'], preset: 'quick' });
    },
    [...smallConvolutionalNet()],
  );
  expect(next.cells[0]?.status).toBe('measured');
});

test('a worker that breaks while it measures fails its cell only', async ({ page }) => {
  await page.goto('/');
  await page.waitForFunction(() => 'inferometer' in window);
  let isBroken = false;
  await page.exposeFunction('breakWorker', async () => {
    if (isBroken) return;
    isBroken = true;
    const worker = page.workers().find((candidate) => candidate.url().includes('engine.worker'));
    await worker?.evaluate(() => void setTimeout(() => Promise.reject(new Error('unhandled')), 0));
    await worker?.evaluate(
      () =>
        void setTimeout(() => {
          throw new Error('outside of any call');
        }, 0),
    );
  });
  const document = await page.evaluate(
    async (given) => {
      const { breakWorker } = globalThis as unknown as { breakWorker(): Promise<void> };
      const { ref } = await window.inferometer.addModelFiles([
        { name: 'slow.onnx', bytes: new Uint8Array(given) },
      ]);
      const plan = { models: [{ ref }], backends: ['wasm-threads' as const], preset: 'quick' as const };
      return window.inferometer.run(plan, (progress) => {
        if (progress.phase !== 'measuring' || progress.step !== 'sampling') return;
        if (progress.cell.includes('wasm-threads')) void breakWorker();
      });
    },
    [...slowModel(256, 20)],
  );
  const byBackend = new Map(document.cells.map((cell) => [cell.backend, cell]));
  expect(byBackend.get('wasm-threads')).toMatchObject({
    status: 'failed',
    reason: { kind: 'crashed', message: expect.stringContaining('outside of any call') },
  });
  expect(byBackend.get('wasm-simd')).toMatchObject({ status: 'measured' });
});

test('cancel ends a run whose model is still on its way', async ({ page, baseURL }) => {
  await page.route(/slow-model\.onnx/, () => {
    // Never answered.
  });
  await page.goto('/');
  await page.waitForFunction(() => 'inferometer' in window);
  const outcome = await page.evaluate(async (address) => {
    const run = window.inferometer
      .run({ models: [{ ref: `url:${address}` }] })
      .catch((error: Error) => error.message);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const second = await window.inferometer
      .run({ models: [{ ref: 'shelf:any' }] })
      .catch((error: Error) => error.message);
    await window.inferometer.cancel();
    await window.inferometer.cancel();
    return { first: await run, second };
  }, `${baseURL}/slow-model.onnx`);
  expect(outcome.first).toMatch(/cancel|stopped/i);
  expect(outcome.second).toContain('A run goes on already');
});

test('a batch given by a shape is the batch of the cell', async ({ page }) => {
  await page.goto('/');
  await page.waitForFunction(() => 'inferometer' in window);
  const documents = await page.evaluate(
    async (given) => {
      const { ref } = await window.inferometer.addModelFiles([
        { name: 'small.onnx', bytes: new Uint8Array(given) },
      ]);
      const inputs = { x: { shape: [4, 3, 32, 32] } };
      const plan = { backends: ['wasm-simd' as const], preset: 'quick' as const };
      return [
        await window.inferometer.run({ ...plan, models: [{ ref, inputs }] }),
        await window.inferometer.run({ ...plan, models: [{ ref, inputs }], batch: [1, 2] }),
      ];
    },
    [...smallConvolutionalNet('N')],
  );
  const [given, contradictory] = documents;
  expect(given?.cells.map(({ id, status }) => [id, status])).toEqual([
    ['onnxruntime-web/wasm-simd/t1/b4/fp32', 'measured'],
  ]);
  expect(given?.model.fed[0]?.inputs[0]?.shape).toEqual([4, 3, 32, 32]);
  for (const cell of contradictory?.cells ?? []) {
    expect(cell).toMatchObject({ status: 'failed', reason: { kind: 'input-mismatch' } });
  }
});

test('a hidden tab voids the round in progress, waits, and goes on when it is seen again', async ({
  page,
}) => {
  await page.goto('/');
  await page.waitForFunction(() => 'inferometer' in window);
  const document = await page.evaluate(
    async (given) => {
      const { ref } = await window.inferometer.addModelFiles([
        { name: 'small.onnx', bytes: new Uint8Array(given) },
      ]);
      const show = (state: 'hidden' | 'visible') => {
        Object.defineProperty(window.document, 'visibilityState', { value: state, configurable: true });
        window.document.dispatchEvent(new Event('visibilitychange'));
      };
      let isHidden = false;
      const plan = { models: [{ ref }], backends: ['wasm-simd' as const], preset: 'quick' as const };
      return window.inferometer.run(plan, (progress) => {
        if (progress.phase === 'waiting') setTimeout(() => show('visible'), 200);
        if (isHidden || progress.phase !== 'measuring' || progress.step !== 'sampling') return;
        isHidden = true;
        show('hidden');
      });
    },
    [...smallConvolutionalNet()],
  );
  expect(document.voided).toEqual([{ round: 1, cell: document.cells[0]?.id, cause: 'hidden' }]);
  expect(document.cells[0]).toMatchObject({ status: 'measured' });
  if (document.cells[0]?.status === 'measured') expect(document.cells[0].rounds).toHaveLength(3);
});

test('every refusal is one sentence and an InferometerError', async ({ page }) => {
  await page.goto('/');
  await page.waitForFunction(() => 'inferometer' in window);
  const refusals = await page.evaluate(async () => {
    const { inferometer } = window;
    const tries: (() => Promise<unknown>)[] = [
      () => inferometer.run({} as never),
      () => inferometer.run({ models: [] }),
      () => inferometer.run({ models: [{ ref: 'shelf:a' }, { ref: 'shelf:b' }] }),
      () => inferometer.run({ models: [{ ref: 'shelf:a' }], engines: ['nope'] }),
      () => inferometer.run({ models: [{ ref: 'nowhere' }] }),
      () => inferometer.addModelFiles('zz' as never),
      () => inferometer.addModelFiles([]),
      () => inferometer.addModelFiles([{ name: 'x.onnx', bytes: new Uint8Array() }]),
    ];
    return Promise.all(
      tries.map((attempt) =>
        attempt().then(
          () => 'no refusal',
          (error: Error) => `${error.name}: ${error.message}`,
        ),
      ),
    );
  });
  for (const refusal of refusals) expect(refusal).toMatch(/^InferometerError: \S.{8,300}[.]$/);
});
