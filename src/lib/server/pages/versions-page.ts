import type { AskedBoards, BoardChoices, BoardEntry, VersionHistory } from '#lib/core/results/board-entry.ts';
import { compareCrowds } from '#lib/core/results/compare-crowds.ts';
import type { Service } from '../api/service.ts';
import { noValue, splitNested } from '../leaderboard/cohorts.ts';
import type { BoardRow, CohortFilter, Page } from '../leaderboard/store.ts';
import { entriesOf } from './entries.ts';
import { findModel } from './find-model.ts';
import { namedChoices, noChoices } from './model-page.ts';
import { lostDatabase, shown, type PageOutcome } from './page-outcome.ts';
import { readPageAddress, rowParameters } from './read-address.ts';
import { choicesOf, statsOf } from './of-epoch.ts';
import { compareVersions } from './version-order.ts';

export interface VersionsData {
  readonly asked: AskedBoards;
  readonly title: string;
  readonly reference: string;
  readonly choices: BoardChoices;
  readonly histories: readonly VersionHistory[];
  /** Over the versions of the browser that is asked for, on one version of the engine; empty where none is. */
  readonly browserHistories: readonly VersionHistory[];
  readonly synthetic: boolean;
}

/** A model's boards that are looked through, the fastest first. */
const boardsLimit = 200;
/** The same by browsers and their versions. */
const browserRowsLimit = 400;
const browserVersionsLimit = 8;
const parameters = rowParameters.filter((name) => name !== 'engine-version' && name !== 'cursor');

/** `/leaderboard/models/…/versions`: whether newer versions of an engine, or of a browser, got faster or slower. */
export async function versionsPage(
  service: Service,
  reference: string,
  url: URL,
): Promise<PageOutcome<VersionsData>> {
  const read = readPageAddress(url, parameters);
  if (read.status !== 'read') return read;
  const { store } = service;
  const { origin, cohort, filters } = read.query;
  const [found, stats] = await Promise.all([findModel(store, origin, reference), statsOf(store)]);
  if (found.status !== 'found') return found;
  if (stats.status !== 'known') return lostDatabase;
  const { model, title } = found;
  const about = { asked: { origin, cohort, filters }, title, reference, synthetic: stats.synthetic };
  if (model === null) return shown({ ...about, choices: noChoices, histories: [], browserHistories: [] });
  const ofModel = { ...read.query, modelSha256: model.sha256, limit: boardsLimit };
  const browser = browserIn(cohort);
  const [boards, ofBrowsers, choices] = await Promise.all([
    store.boards(ofModel),
    browser.length === 0
      ? noRows
      : store.boards({ ...ofModel, cohort: browser, limit: browserRowsLimit, each: 'browser-version' }),
    choicesOf(store, { origin, modelSha256: model.sha256 }),
  ]);
  if (boards.status !== 'listed' || ofBrowsers.status !== 'listed' || choices.status !== 'known')
    return lostDatabase;
  const engineRows = rowsOfHistories(
    boards.rows,
    (row) => [...configurationOf(row), row.cohort],
    ({ board }) => board.engineVersion,
  );
  const browserRows = newestEngines(
    rowsOfHistories(
      ofBrowsers.rows.filter((row) => browserVersionOf(row) !== noValue),
      ({ board }) => [board.key],
      browserVersionOf,
    ),
  ).map((rows) => rows.slice(-browserVersionsLimit));
  const listed = await entriesOf(store, [...engineRows, ...browserRows].flat());
  if (listed.status !== 'listed') return lostDatabase;
  const entries = listed.entries.values();
  const take = (rows: readonly BoardRow[]): BoardEntry[] => rows.flatMap(() => entries.next().value ?? []);
  const histories = historiesOf([...engineRows, ...browserRows].map(take));
  return shown({
    ...about,
    choices: namedChoices(service, choices.choices),
    histories: histories.slice(0, engineRows.length),
    browserHistories: histories.slice(engineRows.length),
  });
}

/** Of histories that differ by nothing but the engine's version, the one on the newest. */
function newestEngines(histories: readonly (readonly BoardRow[])[]): (readonly BoardRow[])[] {
  const newest = new Map<string, readonly BoardRow[]>();
  for (const rows of histories) {
    const [first] = rows;
    if (first === undefined) continue;
    const name = JSON.stringify(configurationOf(first));
    const other = newest.get(name)?.[0]?.board.engineVersion;
    if (other === undefined || compareVersions(first.board.engineVersion, other) > 0) newest.set(name, rows);
  }
  return [...newest.values()];
}

const noRows: Page<BoardRow> = { status: 'listed', epoch: 0, rows: [], next: null };

/** A cohort that is one browser, or none. */
function browserIn(cohort: CohortFilter): CohortFilter {
  const [only, other] = cohort;
  return only?.facet === 'browser' && other === undefined ? [only] : [];
}

/** Everything of a board but its model and its engine's version. */
function configurationOf({ board }: BoardRow): readonly unknown[] {
  const { engine, backend, threads, batch, precision, shapes, options, protocolVersion } = board;
  return [engine, backend, threads, batch, precision, shapes, options, protocolVersion];
}

/** Rows of one configuration in groups of at least two versions, the oldest first. */
function rowsOfHistories(
  rows: readonly BoardRow[],
  configuration: (row: BoardRow) => readonly unknown[],
  versionOf: (row: BoardRow) => string,
): (readonly BoardRow[])[] {
  const groups = Map.groupBy(rows, (row) => JSON.stringify(configuration(row)));
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => group.sort((a, b) => compareVersions(versionOf(a), versionOf(b))));
}

function browserVersionOf({ cohort }: BoardRow): string {
  return splitNested(cohort[0]?.value ?? '').inner ?? '';
}

/** Holm's correction spans all changes of the page. */
function historiesOf(groups: readonly (readonly BoardEntry[])[]): VersionHistory[] {
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
