import type { AskedBoards, BoardEntry, ModelLink } from '#lib/core/results/board-entry.ts';
import type { Service } from '../api/service.ts';
import { entriesOf } from './entries.ts';
import { badAddress, lostDatabase, noSuchPlace, shown, unknown, type PageOutcome } from './page-outcome.ts';
import { readPageAddress } from './read-address.ts';
import { statsOf } from './of-epoch.ts';
import { modelLinks } from './titles.ts';

export interface DeviceData {
  readonly asked: AskedBoards;
  readonly device: { readonly id: string; readonly name: string; readonly facts: readonly string[] };
  readonly models: readonly { readonly model: ModelLink; readonly entries: readonly BoardEntry[] }[];
  readonly next: string | null;
  readonly synthetic: boolean;
}

const modelsPerPage = 15;
/** The others are on the model's own page, filtered by the device. */
const entriesPerModel = 8;

/** `/leaderboard/devices/…`: what one device of the catalogue did, model by model. */
export async function devicePage(service: Service, id: string, url: URL): Promise<PageOutcome<DeviceData>> {
  const read = readPageAddress(url, ['origin', 'cursor']);
  if (read.status !== 'read') return read;
  if (id.length > 48) return badAddress('No device is called by so long a name.');
  const { store } = service;
  const { origin, after } = read.query;
  const cohort = [{ facet: 'device', value: id }] as const;
  const [overview, stats] = await Promise.all([
    store.overview({ origin, cohort, after, limit: modelsPerPage, perModel: entriesPerModel }),
    statsOf(store),
  ]);
  if (overview.status === 'unknown-cursor') return noSuchPlace;
  if (overview.status !== 'listed' || stats.status !== 'known') return lostDatabase;
  const known = service.devices.get(id);
  if (known === undefined && overview.rows.length === 0) {
    return unknown('There is no such device in the catalogue, and none of this name has a board.');
  }
  const listed = await entriesOf(
    store,
    overview.rows.flatMap((row) => row.fastest),
  );
  if (listed.status !== 'listed') return lostDatabase;
  const entries = new Map(listed.entries.map((entry) => [entry.key, entry]));
  const links = modelLinks(overview.rows.map(({ model }) => model));
  return shown({
    asked: { origin, filters: {}, cohort },
    device: {
      id,
      name: known?.name ?? id,
      facts: [known?.maker, known?.chip, known?.gpu?.model].flatMap((fact) => fact ?? []),
    },
    models: links.map((model, index) => ({
      model,
      entries: (overview.rows[index]?.fastest ?? []).flatMap(({ board }) => entries.get(board.key) ?? []),
    })),
    next: overview.next,
    synthetic: stats.synthetic,
  });
}
