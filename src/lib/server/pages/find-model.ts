import type { ModelLink } from '#lib/core/results/board-entry.ts';
import type { Origin } from '../leaderboard/cohorts.ts';
import type { Store } from '../leaderboard/store.ts';
import { modelsOf } from './of-epoch.ts';
import { lostDatabase, unknown, type PageOutcome } from './page-outcome.ts';
import { modelLinks, offeredModel } from './titles.ts';

export interface FoundModel {
  readonly status: 'found';
  /** Null where the model is known here but no board of it can be shown; its title then stands beside. */
  readonly model: ModelLink | null;
  readonly title: string;
  readonly task: string | null;
  /** Other digests of the same id: other sizes of a model of the zoo. */
  readonly others: readonly ModelLink[];
}

/** The model behind `/leaderboard/models/`, of several digests of an id the one that was measured most. */
export async function findModel(
  store: Store,
  origin: Origin,
  reference: string,
): Promise<FoundModel | Exclude<PageOutcome<never>, { status: 'shown' }>> {
  const found = await modelsOf(store, { origin, reference });
  if (found.status !== 'found') return lostDatabase;
  const offered = offeredModel(reference);
  const [model, ...others] = modelLinks(found.models);
  if (model === undefined) {
    if (offered !== null)
      return { status: 'found', model: null, title: offered.title, task: offered.task, others: [] };
    const elsewhere = await modelsOf(store, { origin: origin === 'crowd' ? 'lab' : 'crowd', reference });
    const [link] = elsewhere.status === 'found' ? modelLinks(elsewhere.models) : [];
    if (link !== undefined)
      return { status: 'found', model: null, title: link.title, task: null, others: [] };
    return unknown(
      'No model of this name or digest has a board that can be shown: it may be unknown, or fewer than five browsers have measured it.',
    );
  }
  const id = found.models[0]?.id;
  const task = offered?.task ?? (id ? (offeredModel(id)?.task ?? null) : null);
  return { status: 'found', model, title: model.title, task, others };
}
