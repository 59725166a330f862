import type { BoardEntry, VersionHistory } from '#lib/core/results/board-entry.ts';
import { compareCrowds } from '#lib/core/results/compare-crowds.ts';
import { noValue, splitNested } from '../leaderboard/cohorts.ts';
import type { BoardRow } from '../leaderboard/store.ts';
import { compareVersions } from './version-order.ts';

/** Rows of one configuration, the oldest version first. */
type Rows = readonly BoardRow[];

/** Over the versions of engines, for each crowd that has figures. */
export function engineHistories(rows: Rows): Rows[] {
  return historiesOf(
    rows,
    (row) => [...configurationOf(row), row.cohort],
    ({ board }) => board.engineVersion,
  );
}

/** Over the newest so many versions of one browser, each configuration on its newest engine. */
export function browserHistories(rows: Rows, versionsLimit: number): Rows[] {
  const told = rows.filter((row) => browserVersionOf(row) !== noValue);
  const histories = historiesOf(told, ({ board }) => [board.key], browserVersionOf);
  const newest = new Map<string, Rows>();
  for (const history of histories) {
    const [first] = history;
    if (first === undefined) continue;
    const name = JSON.stringify(configurationOf(first));
    const other = newest.get(name)?.[0]?.board.engineVersion;
    if (other === undefined || compareVersions(first.board.engineVersion, other) > 0)
      newest.set(name, history);
  }
  return [...newest.values()].map((history) => history.slice(-versionsLimit));
}

/** At most so many, in their order; every engine and backend has its share of them. */
export function fairShare(histories: readonly Rows[], limit: number): Rows[] {
  const groups = Map.groupBy(histories, ([first]) => `${first?.board.engine} ${first?.board.backend}`);
  const places = new Map([...groups.values()].flatMap((group) => group.map((each, place) => [each, place])));
  const placeOf = (history: Rows) => places.get(history) ?? 0;
  const kept = new Set([...histories].sort((a, b) => placeOf(a) - placeOf(b)).slice(0, limit));
  return histories.filter((history) => kept.has(history));
}

/** Everything of a board but its model and its engine's version. */
function configurationOf({ board }: BoardRow): readonly unknown[] {
  const { engine, backend, threads, batch, precision, shapes, options, protocolVersion } = board;
  return [engine, backend, threads, batch, precision, shapes, options, protocolVersion];
}

function historiesOf(
  rows: Rows,
  configuration: (row: BoardRow) => readonly unknown[],
  versionOf: (row: BoardRow) => string,
): Rows[] {
  const groups = Map.groupBy(rows, (row) => JSON.stringify(configuration(row)));
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => group.sort((a, b) => compareVersions(versionOf(a), versionOf(b))));
}

function browserVersionOf({ cohort }: BoardRow): string {
  return splitNested(cohort[0]?.value ?? '').inner ?? '';
}

/** Holm's correction spans all changes of the page. */
export function withChanges(groups: readonly (readonly BoardEntry[])[]): VersionHistory[] {
  const changes = compareCrowds(
    groups.flatMap((entries) =>
      entries.slice(1).flatMap((newer, index) => {
        const older = entries[index];
        return older === undefined ? [] : [{ a: newer.latencyMs, b: older.latencyMs }];
      }),
    ),
  ).values();
  return groups.map((entries) => ({
    entries,
    changes: entries.slice(1).flatMap(() => changes.next().value ?? []),
  }));
}
