import { expect, test } from 'vitest';
import * as v from 'valibot';
import { submissionSchema } from '#lib/core/results/submission.ts';
import { loadCatalogue } from '#lib/device/catalogue/catalogue.ts';
import { countedCells } from './counted-cells.ts';
import { resultOf } from './results.test-data.ts';
import { syntheticDevices } from './synthetic-devices.ts';
import { syntheticResult } from './synthetic-population.ts';

const { submission } = resultOf({ submitter: 1, cellsMs: { webgpu: 10, webgl: 40 } });

test('computes medians and within-run ratios from the samples', () => {
  const cells = countedCells(submission);
  expect(cells.map(({ board }) => board.backend).sort()).toEqual(['webgl', 'webgpu']);
  const [lesser, greater] = cells;
  expect(lesser?.medianMs).toBeCloseTo(lesser?.board.backend === 'webgpu' ? 10 : 40);
  expect(lesser?.ratios.map(({ boardKey }) => boardKey)).toEqual([greater?.boardKey]);
  expect(lesser?.ratios[0]?.ratio).toBeCloseTo(lesser?.board.backend === 'webgpu' ? 4 : 0.25);
  expect(greater?.ratios).toEqual([]);
});

test('counts no wrong, unchecked or imitated result, and of two on one board the first', () => {
  const [first] = submission.cells;
  if (first === undefined) throw new Error('No cell.');
  const counted = (cells: (typeof first)[]) => countedCells({ ...submission, cells }).length;
  expect(counted([{ ...first, verdict: 'fail' }])).toBe(0);
  expect(counted([{ ...first, verdict: 'unchecked' }])).toBe(0);
  expect(counted([{ ...first, flags: ['software-rendering'] }])).toBe(0);
  expect(counted([first, { ...first, threads: { requested: 8, observed: 1 } }])).toBe(1);
  // Runs of different batch sizes have no common unit in which one is faster.
  const other = { ...first, batch: 2 };
  const fed = [
    ...submission.model.fed,
    { ...submission.model.fed[0], batch: 2 },
  ] as typeof submission.model.fed;
  const cells = countedCells({ ...submission, model: { ...submission.model, fed }, cells: [first, other] });
  expect(cells.map(({ ratios }) => ratios.length)).toEqual([0, 0]);
});

test('makes up results that the endpoint would take, of devices that exist', async () => {
  for (let index = 0; index < 60; index += 1) {
    const result = syntheticResult(index, { seed: 3, cells: 1 + (index % 8) });
    expect(v.is(submissionSchema, result.submission)).toBe(true);
    expect(syntheticResult(index, { seed: 3, cells: 1 + (index % 8) })).toEqual(result);
  }
  const known = new Set((await loadCatalogue()).map(({ id }) => id));
  expect(
    syntheticDevices.flatMap(({ catalogueDevices }) => catalogueDevices).filter((id) => !known.has(id)),
  ).toEqual([]);
});
