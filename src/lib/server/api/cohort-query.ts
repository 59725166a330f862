import * as v from 'valibot';
import {
  browserFamilies,
  formFactors,
  gpuArchitectures,
  gpuVendors,
  osFamilies,
} from '#lib/core/results/submission-device.ts';
import { facets, noValue, outerFacetOf, splitNested, type FacetValue } from '../leaderboard/cohorts.ts';
import type { CohortFilter } from '../leaderboard/store.ts';
import type { FieldError } from './problem.ts';

export const slug = v.pipe(v.string(), v.maxLength(48), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/));

/** A parameter for each facet: the words that a submission may have there, and no others. */
export const cohortParameters = {
  'form-factor': v.optional(v.picklist(formFactors)),
  os: v.optional(v.picklist(osFamilies)),
  browser: v.optional(v.picklist(browserFamilies)),
  'browser-version': v.optional(
    v.pipe(v.string(), v.regex(new RegExp(`^(${browserFamilies.join('|')})/([1-9]\\d{0,2}|${noValue})$`))),
  ),
  'gpu-vendor': v.optional(v.picklist([...gpuVendors, noValue])),
  'gpu-architecture': v.optional(
    v.pipe(
      v.string(),
      v.regex(new RegExp(`^((${gpuVendors.join('|')})/(${gpuArchitectures.join('|')})|${noValue})$`)),
    ),
  ),
  device: v.optional(slug),
};

export type CohortGiven = v.InferOutput<v.StrictObjectSchema<typeof cohortParameters, undefined>>;

/**
 * A facet that another one lies in says nothing more beside it: Chrome 149 of Chrome is Chrome 149. `cohort` is null for
 * a version of another browser, which `errors` then tells, and for more than two facets.
 */
export function readCohort(given: CohortGiven): {
  readonly cohort: CohortFilter | null;
  readonly errors: readonly FieldError[];
} {
  const values = facets.flatMap((facet): FacetValue[] => {
    const value = given[facet];
    return value === undefined ? [] : [{ facet, value }];
  });
  const outer = values.flatMap(({ facet, value }) => {
    const outerFacet = outerFacetOf(facet);
    return outerFacet === null ? [] : [{ facet: outerFacet, value: splitNested(value).outer, inner: facet }];
  });
  const errors = outer
    .filter(({ facet, value }) => given[facet] !== undefined && given[facet] !== value)
    .map(({ facet, inner }) => ({
      parameter: inner,
      detail: `lies in another ${facet} than the one asked for`,
    }));
  if (errors.length > 0) return { cohort: null, errors };
  const [one, two, three] = values.filter(({ facet }) => !outer.some((other) => other.facet === facet));
  if (three !== undefined) return { cohort: null, errors };
  if (one === undefined) return { cohort: [], errors };
  return { cohort: two === undefined ? [one] : [one, two], errors };
}
