import * as v from 'valibot';
import { facets, noValue, settleCohort, type FacetValue } from '#lib/core/results/cohort-facets.ts';
import {
  browserFamilies,
  formFactors,
  gpuArchitectures,
  gpuVendors,
  osFamilies,
} from '#lib/core/results/submission-device.ts';
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

/** `cohort` is null for choices that make no crowd: what contradicts another is told by `errors`, more than two are not. */
export function readCohort(given: CohortGiven): {
  readonly cohort: CohortFilter | null;
  readonly errors: readonly FieldError[];
} {
  const chosen = facets.flatMap((facet): FacetValue[] => {
    const value = given[facet];
    return value === undefined ? [] : [{ facet, value }];
  });
  const { cohort, clash } = settleCohort(chosen);
  if (clash === null) return { cohort, errors: [] };
  if (clash.kind === 'too-many') return { cohort: null, errors: [] };
  const detail = `lies in another ${clash.outer.facet} than the one asked for`;
  return { cohort: null, errors: [{ parameter: clash.inner.facet, detail }] };
}
