import type { AskedBoards, BoardEntry, ModelLink } from '#lib/core/results/board-entry.ts';
import type { Service } from '../api/service.ts';
import type { OriginStats } from '../leaderboard/store.ts';
import { entriesOf } from './entries.ts';
import { badAddress, lostDatabase, noSuchPlace, shown, type PageOutcome } from './page-outcome.ts';
import { listParameters, readPageAddress } from './read-address.ts';
import { statsOf } from './of-epoch.ts';
import { modelLinks } from './titles.ts';

export interface OverviewData {
  readonly asked: AskedBoards;
  readonly models: readonly { readonly model: ModelLink; readonly fastest: BoardEntry }[];
  readonly next: string | null;
  readonly devices: readonly { readonly id: string; readonly name: string; readonly submitters: number }[];
  /** There are more devices than are listed. */
  readonly moreDevices: boolean;
  readonly stats: OriginStats;
  readonly synthetic: boolean;
}

const modelsPerPage = 50;
/** The catalogue's, and some more. */
const devicesShown = 300;

/** `/leaderboard`: the models that have boards, each with its fastest, for everyone or for one cohort. */
export async function overviewPage(service: Service, url: URL): Promise<PageOutcome<OverviewData>> {
  const read = readPageAddress(url, listParameters);
  if (read.status !== 'read') return read;
  const { origin, cohort, clash, after } = read.query;
  const [only, second] = cohort;
  if (second !== undefined || clash !== null)
    return badAddress(
      'This list is of everyone, or of one kind of device; two go together on the page of a model.',
    );
  const { store } = service;
  const [overview, devices, stats] = await Promise.all([
    store.overview({
      origin,
      cohort: only === undefined ? [] : [only],
      after,
      limit: modelsPerPage,
      perModel: 1,
    }),
    store.devices({ origin, after: null, limit: devicesShown }),
    statsOf(store),
  ]);
  if (overview.status === 'unknown-cursor') return noSuchPlace;
  if (overview.status !== 'listed' || devices.status !== 'listed' || stats.status !== 'known')
    return lostDatabase;
  const fastest = await entriesOf(
    store,
    overview.rows.flatMap((row) => row.fastest),
  );
  if (fastest.status !== 'listed') return lostDatabase;
  const links = modelLinks(overview.rows.map(({ model }) => model));
  const models = links.flatMap((model, index) => {
    const key = overview.rows[index]?.fastest[0]?.board.key;
    const entry = fastest.entries.find((each) => each.key === key);
    return entry === undefined ? [] : [{ model, fastest: entry }];
  });
  models.sort((a, b) => b.model.submitters - a.model.submitters);
  return shown({
    asked: { origin, filters: {}, cohort },
    models,
    next: overview.next,
    devices: devices.rows.map(({ device, submitters }) => ({
      id: device,
      name: service.devices.get(device)?.name ?? device,
      submitters,
    })),
    moreDevices: devices.next !== null,
    stats: stats[origin],
    synthetic: stats.synthetic,
  });
}
