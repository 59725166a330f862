import { loadCatalogue, type CatalogueDevice } from '#lib/device/catalogue/catalogue.ts';
import type { Store } from '../leaderboard/store.ts';
import { AnswerCache } from './answer-cache.ts';
import { Metrics } from './metrics.ts';
import type { KnownModels } from './plausibility.ts';
import { crowdLimits, RateLimit } from './rate-limit.ts';
import type { ServiceSettings } from './settings.ts';

/** All that answering needs. One per server. */
export interface Service {
  readonly store: Store;
  readonly settings: ServiceSettings;
  readonly known: KnownModels;
  readonly devices: ReadonlyMap<string, CatalogueDevice>;
  /** Null where the settings switch it off. */
  readonly limit: RateLimit | null;
  readonly answers: AnswerCache;
  readonly metrics: Metrics;
}

export async function createService(
  store: Store,
  settings: ServiceSettings,
  known: KnownModels,
): Promise<Service> {
  const devices = await loadCatalogue();
  return {
    store,
    settings,
    known,
    devices: new Map(devices.map((device) => [device.id, device])),
    limit: settings.limitsSubmissions ? new RateLimit(crowdLimits) : null,
    answers: new AnswerCache(),
    metrics: new Metrics(),
  };
}

let running: Service | null = null;

/** Called once, before the first request. */
export function useService(service: Service): void {
  running = service;
}

/** What the routes answer with. */
export function runningService(): Service {
  if (running === null) throw new Error('The service is used before the server has started it.');
  return running;
}
