import { expect, test } from 'vitest';
import { resultOf, ownModel } from '../results.test-data.ts';
import type { Figures, NewResult } from '../store.ts';
import { crowd, expectClose, keyOf, type Steps } from './steps.ts';

/** What is shown of whom. */
export function testAnonymity(steps: Steps): void {
  test('shows a board from five submitters, tails and interval from twenty', async () => {
    const results = crowd(24);
    const key = keyOf(results[0]);
    await steps.submitAll(results.slice(0, 4));
    expect(await steps.shownRow(key)).toBeNull();
    expect(await steps.rowsOf({})).toEqual([]);
    await steps.submitAll(results.slice(4, 5));
    const five = await steps.shownRow(key);
    expect(five?.latencyMs).toMatchObject({ count: 5, p10: null, p90: null, ciLow: null, ciHigh: null });
    expectClose(five?.latencyMs.p50, 12);
    expectClose(five?.latencyMs.p25, 11);
    expect(await steps.store.distribution({ key, origin: 'crowd', cohort: [] })).toMatchObject({
      histogram: null,
    });
    await steps.submitAll(results.slice(5));
    const all = (await steps.shownRow(key))?.latencyMs as Figures;
    expect(all.count).toBe(24);
    expectClose(all.p50, 21.5);
    expectClose(all.p10, 12.3);
    expectClose(all.p90, 30.7);
    // Ranks 7 and 18 of 24.
    expectClose(all.ciLow, 16);
    expectClose(all.ciHigh, 27);
    const shown = await steps.store.distribution({ key, origin: 'crowd', cohort: [] });
    const histogram = shown.status === 'shown' ? shown.histogram : null;
    expect(histogram?.reduce((sum, { count }) => sum + count, 0)).toBe(24);
    expect(histogram?.length).toBeLessThanOrEqual(64);
  });

  test('shows the parent of a cohort that is too small, or whose complement is', async () => {
    const windows = crowd(8);
    const linux = crowd(3, { from: 100, device: { os: 'Linux' } });
    const macOs = crowd(6, { from: 200, device: { os: 'macOS' } });
    await steps.submitAll([...windows, ...linux, ...macOs]);
    const key = keyOf(windows[0]);
    const os = (value: string) => steps.shownRow(key, [{ facet: 'os', value }]);
    expect((await os('Linux'))?.cohort).toEqual([]);
    expect((await os('ChromeOS'))?.cohort).toEqual([]);
    // 17 − 8 − 6 would give the three away, so the smaller of the two large ones is held back as well.
    expect((await os('macOS'))?.cohort).toEqual([]);
    expect(await os('Windows')).toMatchObject({
      cohort: [{ facet: 'os', value: 'Windows' }],
      latencyMs: { count: 8 },
    });
    expect(
      (await steps.rowsOf({ cohort: [{ facet: 'os', value: 'Linux' }] })).map(({ cohort }) => cohort),
    ).toEqual([[]]);
    expect((await steps.rowsOf({ each: 'os' })).map(({ cohort }) => cohort)).toEqual([
      [{ facet: 'os', value: 'Windows' }],
    ]);
    await steps.submitAll(crowd(2, { from: 300, device: { os: 'Linux' } }));
    expect((await steps.rowsOf({ each: 'os' })).length).toBe(3);
  });

  test('shows the versions of one browser, holding back what they and it would give away', async () => {
    const version = (
      count: number,
      from: number,
      family: 'Chrome' | 'Firefox',
      majorVersion: number | null,
    ) => crowd(count, { from, device: { browser: { family, majorVersion } } });
    const results = [
      ...version(9, 0, 'Chrome', 155),
      ...version(7, 100, 'Chrome', 156),
      ...version(2, 200, 'Chrome', null),
      ...version(8, 300, 'Firefox', 153),
    ];
    await steps.submitAll(results);
    const versions = async (family: string) => {
      const cohort = [{ facet: 'browser', value: family }] as const;
      const rows = await steps.rowsOf({ cohort, each: 'browser-version' });
      return rows.map((row) => [row.cohort[0]?.value, row.latencyMs.count]);
    };
    // 18 − 9 − 7 would give two away, so the smaller version is held back as well.
    expect(await versions('Chrome')).toEqual([['Chrome/155', 9]]);
    expect(await versions('Firefox')).toEqual([['Firefox/153', 8]]);
    expect(await versions('Safari')).toEqual([]);
    const heldBack = await steps.shownRow(keyOf(results[0]), [
      { facet: 'browser-version', value: 'Chrome/156' },
    ]);
    expect(heldBack?.cohort).toEqual([{ facet: 'browser', value: 'Chrome' }]);
  });

  test('answers two facets together, holding back what they would give away', async () => {
    const part = (count: number, from: number, os: 'Windows' | 'Linux', formFactor: 'desktop' | 'mobile') =>
      crowd(count, { from, device: { os, formFactor } });
    const results = [
      ...part(9, 0, 'Windows', 'desktop'),
      ...part(6, 100, 'Windows', 'mobile'),
      ...part(7, 200, 'Linux', 'desktop'),
      ...part(2, 300, 'Linux', 'mobile'),
    ];
    await steps.submitAll(results);
    const key = keyOf(results[0]);
    const both = (os: string, formFactor: string) =>
      steps.shownRow(key, [
        { facet: 'os', value: os },
        { facet: 'form-factor', value: formFactor },
      ]);
    expect(await both('Windows', 'desktop')).toMatchObject({
      cohort: [{ value: 'Windows' }, { value: 'desktop' }],
      latencyMs: { count: 9 },
    });
    // 9 of Linux − 7 on desktops = 2, and 8 mobiles − 6 on Windows = 2.
    expect((await both('Linux', 'mobile'))?.cohort).toEqual([{ facet: 'os', value: 'Linux' }]);
    expect((await both('Linux', 'desktop'))?.cohort).toEqual([{ facet: 'os', value: 'Linux' }]);
    expect((await both('Windows', 'mobile'))?.cohort).toEqual([{ facet: 'os', value: 'Windows' }]);
    const [row] = await steps.rowsOf({
      cohort: [
        { facet: 'form-factor', value: 'desktop' },
        { facet: 'os', value: 'Windows' },
      ],
    });
    expect(row?.latencyMs.count).toBe(9);
  });

  test('never pools a lab with the crowd, and shows it from the first', async () => {
    const lab = resultOf({
      submitter: 'rig',
      cellsMs: { webgpu: 7 },
      origin: { kind: 'lab', rig: 'shelf-a' },
    });
    await steps.submitAll([...crowd(5), lab]);
    const key = keyOf(lab);
    expect((await steps.shownRow(key))?.latencyMs.count).toBe(5);
    expect((await steps.shownRow(key, [], 'lab'))?.latencyMs).toMatchObject({ count: 1 });
    expect(await steps.store.read(lab.submission.resultId)).toMatchObject({
      result: { rig: 'shelf-a', origin: 'lab' },
    });
    expect(await steps.store.stats()).toMatchObject({ crowd: { countedCells: 5 }, lab: { countedCells: 1 } });
  });

  test('shows an own model, and its name, only after five submitters', async () => {
    const named = crowd(5, { model: ownModel });
    const models = async () => {
      const outcome = await steps.store.models({ origin: 'crowd', after: null, limit: 50 });
      return outcome.status === 'listed' ? outcome.rows : null;
    };
    await steps.submitAll([...named.slice(0, 4), ...named.slice(0, 4).map((_, index) => sameSlot(index))]);
    expect(await models()).toEqual([]);
    await steps.submitAll(crowd(1, { from: 50, model: { ...ownModel, name: null } }));
    expect(await models()).toMatchObject([
      { sha256: ownModel.sha256, source: 'own', name: null, submitters: 5 },
    ]);
    await steps.submitAll(named.slice(4));
    expect(await models()).toMatchObject([{ name: 'My model', submitters: 6, boards: 1 }]);

    function sameSlot(submitter: number): NewResult {
      return resultOf({ submitter, cellsMs: { webgpu: 20 }, model: ownModel });
    }
  });
}
