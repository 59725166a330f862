import { expect, it } from 'vitest';
import { readCrowd } from './crowd.ts';

const of = (countedCells: number, models: number) => ({ countedCells, boards: 2, models, devices: 1 });

it('adds up what visitors and rigs measured', async () => {
  const stats = { epoch: 3, crowd: of(20, 4), lab: of(5, 7), synthetic: false };
  expect(await readCrowd(() => Promise.resolve(Response.json(stats)))).toEqual({
    ...{ status: 'known', results: 25, boards: 4, models: 7, devices: 1, synthetic: false },
  });
});

it('takes a lost store, a lost server and an answer of somebody else for the same', async () => {
  const unreachable = { status: 'unreachable' };
  expect(await readCrowd(() => Promise.resolve(new Response('{}', { status: 503 })))).toEqual(unreachable);
  expect(await readCrowd(() => Promise.reject(new TypeError('fetch failed')))).toEqual(unreachable);
  expect(await readCrowd(() => Promise.resolve(new Response('<p>A proxy’s page.</p>')))).toEqual(unreachable);
});

it('does not wait for a store that does not answer', async () => {
  expect(await readCrowd(() => new Promise(() => undefined), 5)).toEqual({ status: 'unreachable' });
});
