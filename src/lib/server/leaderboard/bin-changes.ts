import { cohortKey, facets } from './cohorts.ts';
import { facetColumns, type BinsTable } from './schema.ts';
import { ratioBins, type NewEntry } from './result-row.ts';

/** What a transaction adds to the bins and takes from them, summed up so that every bin is written once. */
export class BinChanges {
  readonly #changes = new Map<string, BinsTable>();

  add(entry: NewEntry): void {
    this.#change(entry, 1);
  }

  subtract(entry: NewEntry): void {
    this.#change(entry, -1);
  }

  /** In the order of their keys, which every writer keeps to, so that writers never wait for each other in a ring. */
  rows(): BinsTable[] {
    return [...this.#changes.values()]
      .filter(({ count }) => count !== 0)
      .sort((a, b) => compare(a.board_key, b.board_key) || compare(a.cohort, b.cohort) || a.bin - b.bin);
  }

  #change(entry: NewEntry, by: 1 | -1): void {
    for (const { cohort, bin } of binsOf(entry)) {
      const key = `${entry.board_key} ${cohort} ${bin}`;
      const change = this.#changes.get(key);
      if (change === undefined) {
        this.#changes.set(key, { board_key: entry.board_key, cohort, bin, count: by });
      } else change.count += by;
    }
  }
}

/** Where an entry is counted: its time in everyone and in each facet by itself, each ratio in its pair. */
function binsOf(entry: NewEntry): Pick<BinsTable, 'cohort' | 'bin'>[] {
  const { origin, bin } = entry;
  const bins = [{ cohort: cohortKey(origin, 'all', ''), bin }];
  for (const facet of facets) {
    bins.push({ cohort: cohortKey(origin, facet, entry[facetColumns[facet]]), bin });
  }
  if (entry.model_name !== null) bins.push({ cohort: cohortKey(origin, 'name', entry.model_name), bin });
  for (const [boardKey, binOfRatio] of ratioBins(entry)) {
    bins.push({ cohort: cohortKey(origin, 'pair', boardKey), bin: binOfRatio });
  }
  return bins;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
