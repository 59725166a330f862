import { expect, test } from 'vitest';
import { sha256 } from '../results.test-data.ts';
import { crowd, everything, expectClose, type Steps } from './steps.ts';

/** What is found, and in which order. */
export function testLists(steps: Steps): void {
  test('lists boards of a model from the fastest on, page by page, by any filter', async () => {
    const cellsMs = { webgpu: 5, webgl: 20, 'wasm-threads': 10, 'wasm-simd': 40 };
    await steps.submitAll([
      ...crowd(5, { cellsMs }),
      ...crowd(5, { cellsMs: { webgpu: 3 }, model: { sha256: sha256('second') } }),
    ]);
    const modelSha256 = sha256('model');
    const backends = (rows: readonly { board: { backend: string } }[]) =>
      rows.map(({ board }) => board.backend);
    expect(backends(await steps.rowsOf({ modelSha256 }))).toEqual([
      'webgpu',
      'wasm-threads',
      'webgl',
      'wasm-simd',
    ]);
    expect(backends(await steps.rowsOf({ modelSha256, filters: { backend: 'webgl' } }))).toEqual(['webgl']);
    expect(await steps.rowsOf({ modelSha256, filters: { threads: 2 } })).toEqual([]);
    expect(await steps.rowsOf({ filters: { engine: 'tfjs' } })).toEqual([]);
    expect((await steps.rowsOf({})).length).toBe(5);
    for (const query of [{ modelSha256 }, { modelSha256: null }, { modelSha256, each: 'os' as const }]) {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const page = await steps.store.boards({ ...everything, ...query, after, limit: 2 });
        if (page.status !== 'listed') throw new Error(page.status);
        seen.push(...page.rows.map(({ board }) => board.key));
        after = page.next;
      } while (after !== null);
      expect(seen).toEqual((await steps.rowsOf(query)).map(({ board }) => board.key));
      expect(new Set(seen).size).toBe(seen.length);
    }
    for (const after of ['nonsense', '', btoa('["pair","",1,"",""]'), btoa('{"a":1}')]) {
      expect(await steps.store.boards({ ...everything, after })).toMatchObject({ status: 'unknown-cursor' });
    }
    expect(await steps.store.models({ origin: 'crowd', after: 'x!', limit: 5 })).toMatchObject({
      status: 'unknown-cursor',
    });
  });

  test('a list goes on from its own places, and from those of the crowds that stand in for its own', async () => {
    const cellsMs = { webgpu: 5, webgl: 20 };
    await steps.submitAll([
      ...crowd(6, { cellsMs }),
      ...crowd(6, { from: 10, cellsMs, device: { browser: { family: 'Firefox', majorVersion: 149 } } }),
    ]);
    const modelSha256 = sha256('model');
    const ask = (value: string, after: string | null) =>
      steps.store.boards({
        ...everything,
        modelSha256,
        cohort: [{ facet: value.includes('/') ? 'browser-version' : 'browser', value }],
        after,
        limit: 1,
      });
    for (const value of ['Firefox', 'Firefox/149', 'Firefox/3', 'Opera/3']) {
      const first = await ask(value, null);
      if (first.status !== 'listed') throw new Error(first.status);
      expect(await ask(value, first.next)).toMatchObject({ rows: [{ cohort: first.rows[0]?.cohort }] });
      const isEveryones = value === 'Opera/3';
      expect((await ask('Edge', first.next)).status).toBe(isEveryones ? 'listed' : 'unknown-cursor');
    }
  });

  test('lists the devices of the catalogue that were picked by five', async () => {
    await steps.submitAll([
      ...crowd(5, { catalogueDevice: 'pixel-8' }),
      ...crowd(5, { from: 10 }),
      ...crowd(5, { from: 20, catalogueDevice: 'iphone-14' }),
      ...crowd(1, { from: 30, catalogueDevice: 'steam-deck-lcd' }),
    ]);
    // The one Steam Deck drags one of the fives along.
    expect(await steps.store.devices({ origin: 'crowd', after: null, limit: 50 })).toMatchObject({
      rows: [
        { device: 'iphone-14', boards: 1, submitters: 5 },
        { device: 'pixel-8', boards: 1, submitters: 5 },
      ].filter(({ device }) => device !== 'iphone-14'),
    });
    const first = await steps.store.devices({ origin: 'crowd', after: null, limit: 1 });
    const after = first.status === 'listed' ? first.next : null;
    expect(await steps.store.devices({ origin: 'crowd', after, limit: 1 })).toMatchObject({
      rows: [],
      next: null,
    });
  });

  test('compares backends by what one device did on both', async () => {
    // The fast devices have no WebGL: the medians of the populations say that WebGL is slower by ten, each device by two.
    const both = crowd(5, { cellsMs: { webgpu: 100, webgl: 200 } });
    const fast = crowd(9, { from: 50, cellsMs: { webgpu: 20 } });
    await steps.submitAll([...both, ...fast]);
    const [a, b] = ['webgpu', 'webgl'].map(
      (backend) => both[0]?.cells.find(({ board }) => board.backend === backend)?.boardKey ?? '',
    ) as [string, string];
    const compared = await steps.store.compare({ a, b, origin: 'crowd' });
    expect(compared).toMatchObject({ status: 'compared', ratio: { count: 5, shareAFaster: 1 } });
    const reversed = await steps.store.compare({ a: b, b: a, origin: 'crowd' });
    if (compared.status !== 'compared' || reversed.status !== 'compared') throw new Error('not compared');
    expectClose(compared.ratio?.p50, 2);
    expectClose(reversed.ratio?.p50, 0.5);
    expect(reversed.ratio?.shareAFaster).toBe(0);
    expectClose(compared.a.latencyMs.p50, 20);
    expect(await steps.store.compare({ a, b: 'none', origin: 'crowd' })).toMatchObject({ status: 'unknown' });
    // Five on one board, but only four that ran both.
    await steps.store.remove(
      both[0]?.submission.resultId ?? '',
      both[0]?.submission.deletionTokenSha256 ?? '',
    );
    await steps.submitAll(crowd(1, { from: 90, cellsMs: { webgl: 200 } }));
    expect(await steps.store.compare({ a, b, origin: 'crowd' })).toMatchObject({
      status: 'compared',
      ratio: null,
    });
  });
}
