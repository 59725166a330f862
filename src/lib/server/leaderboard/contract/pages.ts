import { expect, test } from 'vitest';
import { resultOf, sha256 } from '../results.test-data.ts';
import { crowd, expectClose, keyOf, type Steps } from './steps.ts';

/** What the leaderboard's pages ask. */
export function testPages(steps: Steps): void {
  const large = { sha256: sha256('large'), source: 'zoo', id: 'net' } as const;
  const small = { sha256: sha256('small'), source: 'zoo', id: 'net' } as const;
  const modelSha256 = sha256('model');

  test('finds a model by its digest or its id, the most measured first', async () => {
    await steps.submitAll([
      ...crowd(5, { model: small }),
      ...crowd(7, { model: large, cellsMs: { webgpu: 5, webgl: 9 } }),
      ...crowd(4, { model: { sha256: sha256('rare'), source: 'zoo', id: 'rare' } }),
      resultOf({ submitter: 'rig', cellsMs: { webgpu: 1 }, model: small, origin: { kind: 'lab', rig: 'r' } }),
    ]);
    const find = async (reference: string, origin: 'crowd' | 'lab' = 'crowd') => {
      const outcome = await steps.store.findModels({ origin, reference });
      if (outcome.status !== 'found') throw new Error(outcome.status);
      return outcome.models;
    };
    expect(await find('net')).toEqual([
      { ...large, name: null, boards: 2, submitters: 7 },
      { ...small, name: null, boards: 1, submitters: 5 },
    ]);
    expect(await find(small.sha256)).toMatchObject([{ sha256: small.sha256 }]);
    expect(await find('net', 'lab')).toMatchObject([{ sha256: small.sha256, submitters: 1 }]);
    // Four are too few for a name, too.
    expect(await find('rare')).toEqual([]);
    expect(await find(sha256('rare'))).toEqual([]);
    expect(await find('nothing')).toEqual([]);
  });

  test('lists the models of a cohort with their fastest boards', async () => {
    const android = { device: { os: 'Android', formFactor: 'mobile' } } as const;
    await steps.submitAll([
      ...crowd(6, { cellsMs: { webgpu: 5, webgl: 20, 'wasm-simd': 9 } }),
      ...crowd(5, { ...android, from: 10, cellsMs: { webgpu: 50, webgl: 40 } }),
      ...crowd(5, { from: 20, cellsMs: { webgl: 3 }, model: large }),
    ]);
    const overview = async (cohort: readonly [] | readonly [{ facet: 'os'; value: string }], limit = 50) => {
      const query = { origin: 'crowd', cohort, perModel: 2, after: null, limit } as const;
      const outcome = await steps.store.overview(query);
      if (outcome.status !== 'listed') throw new Error(outcome.status);
      return outcome;
    };
    const everyone = await overview([]);
    const backends = everyone.rows
      .filter(({ model }) => model.sha256 === modelSha256)
      .flatMap(({ fastest }) => fastest.map(({ board }) => board.backend));
    expect(everyone.rows).toHaveLength(2);
    expect(backends).toEqual(['webgpu', 'wasm-simd']);
    const onAndroid = await overview([{ facet: 'os', value: 'Android' }]);
    expect(onAndroid.rows).toMatchObject([{ model: { sha256: modelSha256, boards: 2, submitters: 5 } }]);
    expect(onAndroid.rows[0]?.fastest.map(({ board }) => board.backend)).toEqual(['webgl', 'webgpu']);
    expect((await overview([{ facet: 'os', value: 'Linux' }])).rows).toEqual([]);

    const first = await overview([], 1);
    const rest = await steps.store.overview({
      origin: 'crowd',
      cohort: [],
      perModel: 1,
      after: first.next,
      limit: 1,
    });
    const seen = [first, rest].flatMap((page) => (page.status === 'listed' ? page.rows : []));
    expect(seen.map(({ model }) => model.sha256)).toEqual([modelSha256, large.sha256].sort());
    expect(
      await steps.store.overview({ origin: 'crowd', cohort: [], perModel: 1, after: 'x!', limit: 1 }),
    ).toMatchObject({ status: 'unknown-cursor' });
  });

  test('gives histograms of many cohorts at once, as each alone, and none that is held back', async () => {
    const windows = crowd(25);
    const android = crowd(20, { from: 30, device: { os: 'Android', formFactor: 'mobile' } });
    const few = crowd(6, { from: 60, device: { os: 'Linux' } });
    await steps.submitAll([...windows, ...android, ...few]);
    const key = keyOf(windows[0]);
    const cohorts = [
      [],
      [{ facet: 'os', value: 'Android' }],
      [{ facet: 'os', value: 'Linux' }],
      [
        { facet: 'os', value: 'Android' },
        { facet: 'form-factor', value: 'mobile' },
      ],
      [{ facet: 'os', value: 'iOS' }],
    ] as const;
    const asked = cohorts.map((cohort) => ({ key, origin: 'crowd', cohort }) as const);
    const outcome = await steps.store.histograms(asked);
    if (outcome.status !== 'listed') throw new Error(outcome.status);
    for (const [index, query] of asked.slice(0, 4).entries()) {
      const alone = await steps.store.distribution(query);
      expect(outcome.histograms[index]).toEqual(alone.status === 'shown' ? alone.histogram : 'not shown');
    }
    expect(outcome.histograms.map((histogram) => histogram !== null)).toEqual([
      true,
      true,
      false,
      true,
      false,
    ]);
    expect(await steps.store.histograms([])).toMatchObject({ histograms: [] });
  });

  test('offers what a model can be filtered by, without cohorts that are held back', async () => {
    await steps.submitAll([
      ...crowd(9, { cellsMs: { webgpu: 5, webgl: 9 }, catalogueDevice: 'pixel-8' }),
      ...crowd(5, { from: 10, device: { os: 'Android' } }),
      ...crowd(3, { from: 20, device: { os: 'Linux' } }),
    ]);
    const outcome = await steps.store.choices({ origin: 'crowd', modelSha256 });
    if (outcome.status !== 'known') throw new Error(outcome.status);
    expect(outcome.choices).toMatchObject({
      engines: ['onnxruntime-web'],
      backends: ['webgl', 'webgpu'],
      threads: [1],
      batches: [1],
    });
    const cohorts = outcome.choices.cohorts.map(
      ({ facet, value, submitters }) => `${facet} ${value} ${submitters}`,
    );
    expect(cohorts).toContain('device pixel-8 9');
    expect(cohorts).toContain('os Windows 9');
    // The three on Linux drag the smallest shown group along.
    expect(cohorts.filter((cohort) => /Linux|Android|none/.test(cohort))).toEqual([]);
  });

  test('tells how backends compare within runs, the faster one first', async () => {
    await steps.submitAll(crowd(6, { cellsMs: { webgl: 30, 'wasm-simd': 10 } }));
    const outcome = await steps.store.ratios({ origin: 'crowd', modelSha256 });
    if (outcome.status !== 'listed') throw new Error(outcome.status);
    expect(outcome.ratios).toMatchObject([
      { a: { backend: 'wasm-simd' }, b: { backend: 'webgl' }, ratio: { count: 6, shareAFaster: 1 } },
    ]);
    expectClose(outcome.ratios[0]?.ratio.p50, 3);
    expect(await steps.store.ratios({ origin: 'lab', modelSha256 })).toMatchObject({ ratios: [] });
  });
}
