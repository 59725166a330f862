import type { FacetValue, Origin } from './cohorts.ts';
import { cohortKey, outerFacetOf, splitNested } from './cohorts.ts';
import type { Connection } from './connection.ts';
import type { BoardsTable, RollupsTable } from './schema.ts';
import type { CohortFilter } from './store.ts';

/** Whose figures stand in for a cohort that is held back. */
export function parentCohort({ facet, value }: FacetValue): readonly [] | readonly [FacetValue] {
  const outerFacet = outerFacetOf(facet);
  const { outer, inner } = splitNested(value);
  return outerFacet === null || inner === null ? [] : [{ facet: outerFacet, value: outer }];
}

export interface ShownCohort {
  readonly board: BoardsTable;
  readonly rollup: RollupsTable;
}

/** A board's rollup of everyone or of one cohort, else of the nearest parent that may be shown; null where none may. */
export async function shownCohort(
  { database }: Connection,
  key: string,
  origin: Origin,
  cohort: readonly [] | readonly [FacetValue],
): Promise<ShownCohort | null> {
  const chain = chainOf(origin, cohort);
  const rollups = await database
    .selectFrom('rollups')
    .where('board_key', '=', key)
    .where('cohort', 'in', chain)
    .where('is_shown', '=', 1)
    .selectAll()
    .execute();
  const rollup = chain.flatMap((wanted) => rollups.filter((row) => row.cohort === wanted))[0];
  if (rollup === undefined) return null;
  const board = await database
    .selectFrom('boards')
    .where('board_key', '=', key)
    .selectAll()
    .executeTakeFirst();
  return board === undefined ? null : { board, rollup };
}

function chainOf(origin: Origin, cohort: CohortFilter): string[] {
  const [first] = cohort;
  if (first === undefined) return [cohortKey(origin, 'all', '')];
  return [cohortKey(origin, first.facet, first.value), ...chainOf(origin, parentCohort(first))];
}
