import { expect, test } from 'vitest';
import { resultOf, ownModel, sha256 } from '../results.test-data.ts';
import { releaseResult } from '../submit-results.ts';
import { syntheticResult } from '../synthetic-population.ts';
import { verify } from '../verify.ts';
import { crowd, expectClose, keyOf, tables, type Steps } from './steps.ts';

/** What is kept, and what of it counts. */
export function testCounting(steps: Steps): void {
  test('keeps a result as it was sent, once', async () => {
    const result = resultOf({ submitter: 1, cellsMs: { webgpu: 5, webgl: 9 } });
    expect(await steps.store.submit(result)).toEqual({ status: 'accepted' });
    expect(await steps.store.submit(result)).toEqual({ status: 'repeated' });
    expect(await steps.store.submit({ ...result, bodySha256: sha256('other') })).toEqual({
      status: 'conflict',
    });
    expect(await steps.store.read(result.submission.resultId)).toEqual({
      status: 'found',
      result: {
        id: result.submission.resultId,
        submission: result.submission,
        origin: 'crowd',
        rig: null,
        receivedDay: '2026-11-24',
      },
    });
    expect(await steps.store.read('0'.repeat(32))).toEqual({ status: 'unknown' });
    const same = resultOf({ submitter: 2, cellsMs: { webgpu: 5 } });
    const outcomes = await Promise.all(
      [same, same, { ...same, bodySha256: sha256('other') }].map(steps.store.submit),
    );
    expect(outcomes).toEqual([{ status: 'accepted' }, { status: 'repeated' }, { status: 'conflict' }]);
  });

  test('counts the latest result of a slot, and the one before once the latest is gone', async () => {
    const others = crowd(4, { cellsMs: { webgpu: 50 } });
    const first = resultOf({ submitter: 'me', cellsMs: { webgpu: 10 } });
    const second = resultOf({ submitter: 'me', cellsMs: { webgpu: 90 }, device: { os: 'Linux' } });
    const key = keyOf(first);
    await steps.submitAll([...others, first]);
    expect((await steps.shownRow(key))?.latencyMs.count).toBe(5);
    await steps.submitAll([second]);
    expect((await steps.shownRow(key))?.latencyMs.count).toBe(5);
    expectClose((await steps.shownRow(key))?.latencyMs.p75, 50);
    expect(await steps.counted('crowd/os=Linux')).toBe(1);
    // A slot twice in one transaction, the second of them the latest.
    await steps.submitAll([8, 9].map((ms) => resultOf({ submitter: 'me', cellsMs: { webgpu: ms } })));
    expect(await steps.counted('crowd')).toBe(5);
    expect(await steps.counted('crowd/os=Linux')).toBe(0);
    const { resultId } = second.submission;
    expect(await steps.store.remove(resultId, sha256('guess'))).toEqual({ status: 'forbidden' });
    expect(await steps.store.remove(resultId, sha256(second.token))).toEqual({ status: 'removed' });
    expect(await steps.store.remove(resultId, sha256(second.token))).toEqual({ status: 'unknown' });
    expect(await steps.store.read(resultId)).toEqual({ status: 'unknown' });
    await steps.store.refresh();
    expect((await steps.shownRow(key))?.latencyMs.count).toBe(5);
  });

  test('counts the ratios of a slot’s latest result, and none of those before', async () => {
    const first = resultOf({ submitter: 'me', cellsMs: { webgpu: 5, webgl: 9 } });
    // A ratio stands on the board with the smaller key.
    const [a, b] = first.cells;
    if (a === undefined || b === undefined) throw new Error('The result lacks a cell.');
    const ofPair = () => steps.counted(`crowd/pair=${b.boardKey}`);
    await steps.submitAll([first]);
    expect(await ofPair()).toBe(1);
    const alone = resultOf({ submitter: 'me', cellsMs: { [a.board.backend]: 6 } });
    await steps.submitAll([alone]);
    expect(await ofPair()).toBe(0);
    await steps.store.remove(alone.submission.resultId, sha256(alone.token));
    expect(await ofPair()).toBe(1);
  });

  test('leaves nothing on the boards of what was removed', async () => {
    const results = crowd(6, { cellsMs: { webgpu: 10, 'wasm-simd': 30 }, model: ownModel });
    await steps.submitAll(results);
    const removals = results.map(({ submission, ...rest }) =>
      steps.store.remove(submission.resultId, sha256((rest as unknown as { token: string }).token)),
    );
    // The last of them twice at once: only one of the two may subtract.
    const last = results.at(-1);
    removals.push(
      steps.store.remove(last?.submission.resultId ?? '', last?.submission.deletionTokenSha256 ?? ''),
    );
    const statuses = (await Promise.all(removals)).map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array.from({ length: 6 }, () => 'removed'), 'unknown']);
    await steps.store.refresh();
    for (const table of tables) {
      expect(await steps.connection.database.selectFrom(table).selectAll().execute(), table).toEqual([]);
    }
  });

  test('counts nothing of the quarantine until it is released', async () => {
    const cheat = resultOf({
      submitter: 'cheat',
      cellsMs: { webgpu: 0.01 },
      disposition: { status: 'quarantined', reason: 'too-fast' },
    });
    await steps.submitAll([...crowd(5), cheat]);
    const key = keyOf(cheat);
    expect((await steps.shownRow(key))?.latencyMs.count).toBe(5);
    expect(await steps.store.read(cheat.submission.resultId)).toMatchObject({ status: 'found' });
    const release = () => releaseResult(steps.connection, cheat.submission.resultId);
    expect(await release()).toEqual({ status: 'released' });
    expect(await release()).toEqual({ status: 'not-quarantined' });
    expect(await releaseResult(steps.connection, 'none')).toEqual({ status: 'unknown' });
    await steps.store.refresh();
    expect((await steps.shownRow(key))?.latencyMs.count).toBe(6);
    expect(await steps.store.remove(cheat.submission.resultId, sha256(cheat.token))).toEqual({
      status: 'removed',
    });
    await steps.store.refresh();
    expect((await steps.shownRow(key))?.latencyMs.count).toBe(5);
  });

  test('stays exact while many send and remove at the same time', async () => {
    const results = Array.from({ length: 120 }, (_, index) => syntheticResult(index, { seed: 7, cells: 3 }));
    await Promise.all(
      results.map(async (result, index) => {
        expect(await steps.store.submit(result)).toEqual({ status: 'accepted' });
        if (index % 10 === 0) await steps.store.refresh();
        if (index % 7 !== 0) return;
        const { resultId, deletionTokenSha256 } = result.submission;
        expect(await steps.store.remove(resultId, deletionTokenSha256)).toEqual({ status: 'removed' });
      }),
    );
    const before = steps.store.epoch();
    await steps.store.refresh();
    expect(steps.store.epoch()).toBeGreaterThanOrEqual(before);
    expect(await steps.store.stats()).toMatchObject({ synthetic: true, epoch: steps.store.epoch() });
    const { results: kept } = await verify(steps.connection);
    expect(kept).toBe(120 - 18);
    expect(await steps.connection.database.selectFrom('dirty').selectAll().execute()).toEqual([]);
  });

  test('raises the epoch when figures change and only then', async () => {
    const start = steps.store.epoch();
    await steps.submitAll(crowd(5));
    const after = steps.store.epoch();
    expect(after).toBeGreaterThan(start);
    await steps.store.refresh();
    expect(await steps.rowsOf({})).toMatchObject([{ epoch: expect.any(Number) }]);
    expect(steps.store.epoch()).toBe(after);
  });

  test('is ready, and knows its rigs', async () => {
    expect(await steps.store.ready()).toEqual({ status: 'ready' });
    await steps.connection.database
      .insertInto('rigs')
      .values({ id: 'shelf-a', key_sha256: sha256('key'), added_day: '2026-11-24' })
      .execute();
    expect(await steps.store.rigOf(sha256('key'))).toEqual({ status: 'known', name: 'shelf-a' });
    expect(await steps.store.rigOf(sha256('other'))).toEqual({ status: 'unknown' });
  });
}
