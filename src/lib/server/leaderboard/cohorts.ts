import type { Facet, Origin } from '#lib/core/results/cohort-facets.ts';

// The page that tells a visitor's cohorts needs these too, so they stand in core.
export {
  facets,
  facetsOf,
  noValue,
  origins,
  outerFacetOf,
  splitNested,
  type Facet,
  type FacetValue,
  type Origin,
} from '#lib/core/results/cohort-facets.ts';

/** What bins and rollups are kept for, besides everyone: a facet, another board's within-run ratios, a model's name. */
export type CohortKind = 'all' | 'pair' | 'name' | Facet;

/** A cohort as one text: `crowd`, `crowd/os=Android`, `lab/pair=KEY`. */
export function cohortKey(origin: Origin, kind: CohortKind, value: string): string {
  return kind === 'all' ? origin : `${origin}/${kind}=${value}`;
}

export function parseCohortKey(key: string): { origin: Origin; kind: CohortKind; value: string } {
  const [, origin, kind, value] = /^(crowd|lab)(?:\/([a-z-]+)=(.*))?$/.exec(key) ?? [];
  if (origin === undefined) throw new Error(`A cohort is called ${key}.`);
  return { origin: origin as Origin, kind: (kind ?? 'all') as CohortKind, value: value ?? '' };
}
