import type { StatsOutcome, Store } from '../leaderboard/store.ts';

const lastOf = new WeakMap<Store, { epoch: number; stats: Promise<StatsOutcome> }>();

/** The store's figures, counted once an epoch: every page says whether the population was made up. */
export function statsOf(store: Store): Promise<StatsOutcome> {
  const epoch = store.epoch();
  const last = lastOf.get(store);
  if (last?.epoch === epoch) return last.stats;
  const stats = store.stats();
  lastOf.set(store, { epoch, stats });
  // What failed is no answer for those who ask next.
  const forget = () => lastOf.delete(store);
  stats.then(({ status }) => status === 'known' || forget(), forget);
  return stats;
}
