import type { AskedBoards, BoardChoices, BoardEntry, VersionHistory } from '#lib/core/results/board-entry.ts';
import type { CohortClash } from '#lib/core/results/cohort-facets.ts';
import type { Service } from '../api/service.ts';
import type { BoardRow, BoardsQuery, Store, Unavailable } from '../leaderboard/store.ts';
import type { Choices } from '../leaderboard/store-pages.ts';
import { allBoards, type AllBoards } from './all-boards.ts';
import { entriesOf } from './entries.ts';
import { findModel } from './find-model.ts';
import { namedChoices, noChoices } from './model-page.ts';
import { lostDatabase, shown, type PageOutcome } from './page-outcome.ts';
import { readPageAddress, rowParameters } from './read-address.ts';
import { choicesOf, statsOf } from './of-epoch.ts';
import { browserHistories, engineHistories, fairShare, withChanges } from './version-histories.ts';

export interface VersionsData {
  readonly asked: AskedBoards;
  readonly clash: CohortClash | null;
  readonly title: string;
  readonly reference: string;
  readonly choices: BoardChoices;
  readonly histories: readonly VersionHistory[];
  /** Over the versions of the browser that is asked for, on one version of the engine; empty where none is. */
  readonly browserHistories: readonly VersionHistory[];
  /** Histories that are not among these; some of every engine and backend are. */
  readonly leftOut: number;
  /** Not all boards were looked through. */
  readonly isCut: boolean;
  readonly synthetic: boolean;
}

const browserVersionsLimit = 8;
/** Of each kind of history: more tables than this nobody reads. */
const historiesLimit = 100;
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
  const { origin, cohort, chosen, clash, filters } = read.query;
  const [found, stats] = await Promise.all([findModel(store, origin, reference), statsOf(store)]);
  if (found.status !== 'found') return found;
  if (stats.status !== 'known') return lostDatabase;
  const { model, title } = found;
  const asked = { origin, cohort: chosen, filters };
  const about = { asked, clash, title, reference, synthetic: stats.synthetic, ...nothing };
  if (model === null) return shown({ ...about, choices: noChoices });
  const choices = await choicesOf(store, { origin, modelSha256: model.sha256 });
  if (choices.status !== 'known') return lostDatabase;
  const ofPage = { ...about, choices: namedChoices(service, choices.choices) };
  if (clash !== null) return shown(ofPage);
  const query = { origin, modelSha256: model.sha256, filters, cohort, each: null };
  const [boards, ofBrowser] = await Promise.all([
    allBoards(store, query),
    boardsOfVersions(store, query, choices.choices),
  ]);
  if (boards.status !== 'listed' || ofBrowser.status !== 'listed') return lostDatabase;
  const ofEngines = engineHistories(boards.rows);
  const ofBrowsers = browserHistories(ofBrowser.rows, browserVersionsLimit);
  const shares = [fairShare(ofEngines, historiesLimit), fairShare(ofBrowsers, historiesLimit)] as const;
  const groups = shares.flat();
  const listed = await entriesOf(store, groups.flat());
  if (listed.status !== 'listed') return lostDatabase;
  const entries = listed.entries.values();
  const take = (rows: readonly BoardRow[]): BoardEntry[] => rows.flatMap(() => entries.next().value ?? []);
  const histories = withChanges(groups.map(take));
  return shown({
    ...ofPage,
    histories: histories.slice(0, shares[0].length),
    browserHistories: histories.slice(shares[0].length),
    leftOut: ofEngines.length + ofBrowsers.length - groups.length,
    isCut: boards.isCut || ofBrowser.isCut,
  });
}

const nothing = { histories: [], browserHistories: [], leftOut: 0, isCut: false };

/**
 * By the versions of a browser, where one is asked for and nothing else of the crowd. Each backend by itself: all
 * versions of all boards are many rows, and the slow ones come last.
 */
async function boardsOfVersions(
  store: Store,
  query: Omit<BoardsQuery, 'after' | 'limit'>,
  choices: Choices,
): Promise<AllBoards | Unavailable> {
  const { cohort, filters } = query;
  const isOfBrowser = cohort.length === 1 && cohort[0].facet === 'browser';
  const all = await Promise.all(
    (isOfBrowser ? choices.backends : [])
      .filter((backend) => (filters.backend ?? backend) === backend)
      .map((backend) =>
        allBoards(store, { ...query, filters: { ...filters, backend }, each: 'browser-version' }),
      ),
  );
  const rows: BoardRow[] = [];
  let isCut = false;
  for (const boards of all) {
    if (boards.status !== 'listed') return boards;
    rows.push(...boards.rows);
    isCut ||= boards.isCut;
  }
  rows.sort((a, b) => a.latencyMs.p50 - b.latencyMs.p50);
  return { status: 'listed', rows, isCut };
}
