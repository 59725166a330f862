import type {
  AskedBoards,
  BoardChoices,
  BackendComparison,
  BoardEntry,
  ModelLink,
} from '#lib/core/results/board-entry.ts';
import type { CohortClash } from '#lib/core/results/cohort-facets.ts';
import type { Service } from '../api/service.ts';
import type { BoardRow, Page } from '../leaderboard/store.ts';
import type { Choices } from '../leaderboard/store-pages.ts';
import { backendComparisons, entriesOf } from './entries.ts';
import { findModel } from './find-model.ts';
import { lostDatabase, noSuchPlace, shown, type PageOutcome } from './page-outcome.ts';
import { readPageAddress, rowParameters } from './read-address.ts';
import { choicesOf, ratiosOf, statsOf } from './of-epoch.ts';

export interface ModelData {
  readonly asked: AskedBoards;
  readonly clash: CohortClash | null;
  readonly title: string;
  readonly task: string | null;
  readonly reference: string;
  /** Null where no board of it can be shown. */
  readonly model: ModelLink | null;
  readonly others: readonly ModelLink[];
  readonly choices: BoardChoices;
  readonly entries: readonly BoardEntry[];
  readonly next: string | null;
  /** Of everyone, whatever the filters: only what one device did on both counts. */
  readonly comparisons: readonly BackendComparison[];
  readonly synthetic: boolean;
}

const rowsPerPage = 50;

/** `/leaderboard/models/…`: every configuration of one model. */
export async function modelPage(
  service: Service,
  reference: string,
  url: URL,
): Promise<PageOutcome<ModelData>> {
  const read = readPageAddress(url, rowParameters);
  if (read.status !== 'read') return read;
  const { store } = service;
  const { origin, cohort, chosen, clash, filters } = read.query;
  const found = await findModel(store, origin, reference);
  if (found.status !== 'found') return found;
  const { model, title, task, others } = found;
  const asked = { origin, cohort: chosen, filters };
  const stats = await statsOf(store);
  if (stats.status !== 'known') return lostDatabase;
  const about = { asked, clash, title, task, reference, model, others, synthetic: stats.synthetic };
  if (model === null)
    return shown({ ...about, choices: noChoices, entries: [], next: null, comparisons: [] });
  const ofModel = { origin, modelSha256: model.sha256 };
  const [boards, choices, ratios] = await Promise.all([
    clash === null ? store.boards({ ...read.query, modelSha256: model.sha256, limit: rowsPerPage }) : noRows,
    choicesOf(store, ofModel),
    ratiosOf(store, ofModel),
  ]);
  if (boards.status === 'unknown-cursor') return noSuchPlace;
  if (boards.status !== 'listed' || choices.status !== 'known' || ratios.status !== 'listed')
    return lostDatabase;
  const listed = await entriesOf(store, boards.rows);
  if (listed.status !== 'listed') return lostDatabase;
  return shown({
    ...about,
    choices: namedChoices(service, choices.choices),
    // Of two facets the store keeps no order.
    entries: cohort.length < 2 ? listed.entries : fastestFirst(listed.entries),
    next: boards.next,
    comparisons: backendComparisons(ratios.ratios),
  });
}

const noRows: Page<BoardRow> = { status: 'listed', epoch: 0, rows: [], next: null };

function fastestFirst(entries: readonly BoardEntry[]): BoardEntry[] {
  return [...entries].sort((a, b) => a.latencyMs.p50 - b.latencyMs.p50);
}

export const noChoices: BoardChoices = {
  engines: [],
  engineVersions: [],
  backends: [],
  precisions: [],
  threads: [],
  batches: [],
  cohorts: [],
};

/** Devices by the catalogue's names; all other values are words already. */
export function namedChoices({ devices }: Pick<Service, 'devices'>, choices: Choices): BoardChoices {
  return {
    ...choices,
    cohorts: choices.cohorts.map((choice) => ({
      ...choice,
      name: choice.facet === 'device' ? (devices.get(choice.value)?.name ?? null) : null,
    })),
  };
}
