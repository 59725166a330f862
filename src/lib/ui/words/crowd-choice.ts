import {
  isSameCohort,
  type CohortClash,
  type Facet,
  type FacetValue,
} from '#lib/core/results/cohort-facets.ts';
import { cohortWords, facetTitles } from './boards.ts';

/** Devices by their names. */
type Names = ReadonlyMap<string, string>;

/** Why the crowd that was chosen is none, and what to do about it. */
export function clashWords(clash: CohortClash, chosen: readonly FacetValue[], names: Names): string {
  if (clash.kind === 'too-many')
    return `You chose ${cohortWords(chosen, names)}. At most two of these can go together: set the others to “any”.`;
  const { outer, inner } = clash;
  return `No result comes from both ${cohortWords([outer], names)} and ${cohortWords([inner], names)}. Set ${titleOf(outer)} or ${titleOf(inner)} to “any”.`;
}

/** The crowds, other than the one that was asked for, whose figures are shown. */
export function standIns(
  asked: readonly FacetValue[],
  shown: readonly (readonly FacetValue[])[],
): readonly (readonly FacetValue[])[] {
  const others: (readonly FacetValue[])[] = [];
  for (const cohort of shown) {
    if (![asked, ...others].some((known) => isSameCohort(known, cohort))) others.push(cohort);
  }
  return others;
}

/** A crowd that is held back, or that nobody belongs to, is answered for by a larger one; null where none is. */
export function standInWords(
  asked: readonly FacetValue[],
  shown: readonly (readonly FacetValue[])[],
  names: Names,
): string | null {
  const others = standIns(asked, shown);
  const [only, second] = others;
  if (only === undefined) return null;
  const crowd = cohortWords(asked, names);
  const isAll = second === undefined && !shown.some((cohort) => isSameCohort(cohort, asked));
  if (isAll)
    return `Too few browsers are ${crowd} for a board of their own. What stands here is of ${cohortWords(only, names)}.`;
  return `Some boards have too few browsers that are ${crowd}. What stands there is of a larger crowd, and says of which.`;
}

function titleOf({ facet }: { facet: Facet }): string {
  return `“${facetTitles[facet]}”`;
}
