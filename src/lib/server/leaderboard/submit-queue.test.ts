import { expect, test } from 'vitest';
import { resultRow } from './result-row.ts';
import { resultOf } from './results.test-data.ts';
import type { SubmitOutcome } from './store.ts';
import { SubmitQueue } from './submit-queue.ts';

const row = resultRow(resultOf({ submitter: 1, cellsMs: { webgpu: 1 } }));

test('gathers what comes while a transaction is under way', async () => {
  const batches: number[] = [];
  const queue = new SubmitQueue(async (rows) => {
    batches.push(rows.length);
    await Promise.resolve();
    return rows.map(() => ({ status: 'accepted' }) as const);
  });
  const outcomes = await Promise.all(Array.from({ length: 100 }, () => queue.add(row)));
  expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['accepted']));
  expect(batches).toEqual([64, 36]);
});

test('forgets nobody who comes at whatever step after a batch', async () => {
  const queue = new SubmitQueue((rows) => Promise.resolve(rows.map(() => ({ status: 'accepted' }) as const)));
  for (let steps = 0; steps < 12; steps += 1) {
    await queue.add(row);
    for (let step = 0; step < steps; step += 1) await Promise.resolve();
    expect(await queue.add(row)).toEqual({ status: 'accepted' });
  }
  await queue.settle();
});

test('lets a bug cost only the result that brings it out', async () => {
  let calls = 0;
  const bad = { ...row, result: { ...row.result, id: 'bad' } };
  const queue = new SubmitQueue((rows) => {
    calls += 1;
    if (rows.some(({ result }) => result.id === 'bad')) return Promise.reject(new Error('bug'));
    return Promise.resolve(rows.map((): SubmitOutcome => ({ status: 'accepted' })));
  });
  const settled = await Promise.allSettled([row, bad, row].map((one) => queue.add(one)));
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(calls).toBe(4);
});
