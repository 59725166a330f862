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

/** A crowd that is held back, or that nobody belongs to, is answered for by a larger one; null where none is. */
export function standInWords(
  asked: readonly FacetValue[],
  shown: readonly (readonly FacetValue[])[],
  names: Names,
): string | null {
  const other = shown.find((cohort) => !isSameCohort(cohort, asked));
  if (other === undefined) return null;
  const crowd = cohortWords(asked, names);
  return isOneCrowd(shown)
    ? `Too few results come from ${crowd} for a board of its own. These figures are of ${cohortWords(other, names)}.`
    : `Some boards have too few results from ${crowd}. Their figures are of a larger crowd, which each of them names.`;
}

export function isOneCrowd([first, ...others]: readonly (readonly FacetValue[])[]): boolean {
  return first === undefined || others.every((cohort) => isSameCohort(cohort, first));
}

function titleOf({ facet }: { facet: Facet }): string {
  return `“${facetTitles[facet]}”`;
}
