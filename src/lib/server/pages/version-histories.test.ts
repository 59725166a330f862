import { expect, it } from 'vitest';
import type { BackendId } from '#lib/core/results/ids.ts';
import type { BoardRow, CohortFilter, Store } from '../leaderboard/store.ts';
import { allBoards } from './all-boards.ts';
import { browserHistories, engineHistories, fairShare } from './version-histories.ts';

function row(engineVersion: string, backend: BackendId, cohort: CohortFilter = []): BoardRow {
  const names = { engine: 'tfjs', engineVersion, backend, threads: 1, batch: 1, precision: 'fp32' } as const;
  const board = { key: `${engineVersion} ${backend}`, modelSha256: 'm', shapes: [], options: {}, ...names };
  return { board: { ...board, protocolVersion: 1 }, cohort, origin: 'crowd' } as unknown as BoardRow;
}
const chrome = (version: number | 'none'): CohortFilter => [
  { facet: 'browser-version', value: `Chrome/${version}` },
];

it('orders the versions of a configuration, and leaves out those that have one alone', () => {
  const rows = [row('1.10.0', 'webgpu'), row('1.9.0', 'webgpu'), row('1.9.0', 'webgl')];
  expect(engineHistories(rows).map((each) => each.map(({ board }) => board.key))).toEqual([
    ['1.9.0 webgpu', '1.10.0 webgpu'],
  ]);
});

it('follows the newest versions of a browser on the newest engine of each configuration', () => {
  const rows = ([149, 99, 'none', 98] as const).flatMap((version) => [
    row('1.9.0', 'webgpu', chrome(version)),
    row('1.10.0', 'webgpu', chrome(version)),
    row('1.9.0', 'webgl', chrome(version)),
  ]);
  expect(
    browserHistories(rows, 2).map((each) => each.map(({ board, cohort }) => [board.key, cohort[0]?.value])),
  ).toEqual([
    [
      ['1.10.0 webgpu', 'Chrome/99'],
      ['1.10.0 webgpu', 'Chrome/149'],
    ],
    [
      ['1.9.0 webgl', 'Chrome/99'],
      ['1.9.0 webgl', 'Chrome/149'],
    ],
  ]);
});

it('leaves no backend out where not all histories are shown', () => {
  const fast = [1, 2, 3].map((version) => [row(`${version}`, 'webgpu')]);
  const slow = [row('1', 'wasm-simd')];
  expect(fairShare([...fast, slow], 2)).toEqual([fast[0], slow]);
  expect(fairShare([...fast, slow], 9)).toEqual([...fast, slow]);
});

it('reads boards to the end of the list, and says where it did not', async () => {
  const pages: number[] = [];
  const store = (pageCount: number): Pick<Store, 'boards'> => ({
    boards: ({ after, limit }) => {
      const page = Number(after);
      pages.push(limit);
      const rows = Array.from({ length: limit }, (_, index) => row(`${page}.${index}`, 'webgl'));
      const next = page + 1 < pageCount ? String(page + 1) : null;
      return Promise.resolve({ status: 'listed', epoch: 1, rows, next });
    },
  });
  const query = { origin: 'crowd', modelSha256: 'm', filters: {}, cohort: [], each: null } as const;
  const all = await allBoards(store(3), query);
  expect(all.status === 'listed' && [all.rows.length, all.isCut]).toEqual([1500, false]);
  const part = await allBoards(store(99), query);
  expect(part.status === 'listed' && [part.rows.length, part.isCut]).toEqual([2000, true]);
  expect(pages).toHaveLength(7);
});
