import { cohortKey, facets } from './cohorts.ts';
import { facetColumns, type BinsTable } from './schema.ts';
import type { NewEntry } from './result-row.ts';

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
    for (const cohort of cohortsOf(entry)) {
      const key = `${entry.board_key} ${cohort} ${entry.bin}`;
      const change = this.#changes.get(key);
      if (change === undefined) {
        this.#changes.set(key, { board_key: entry.board_key, cohort, bin: entry.bin, count: by });
      } else change.count += by;
    }
  }
}

/** The cohorts that an entry is counted in: a ratio in one, a time in everyone and in each facet by itself. */
export function cohortsOf(entry: NewEntry): string[] {
  const { origin, pair } = entry;
  if (pair !== '') return [cohortKey(origin, 'pair', pair)];
  const cohorts = [cohortKey(origin, 'all', '')];
  for (const facet of facets) cohorts.push(cohortKey(origin, facet, entry[facetColumns[facet]]));
  if (entry.model_name !== null) cohorts.push(cohortKey(origin, 'name', entry.model_name));
  return cohorts;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
