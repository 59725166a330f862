import type { Submission } from './submission.ts';

/** The crowd sends anonymously; a lab's rig sends with its key. The two are never pooled. */
export const origins = ['crowd', 'lab'] as const;
export type Origin = (typeof origins)[number];

/** What a crowd can be divided by, one at a time or two together. */
export const facets = [
  'form-factor',
  'os',
  'browser',
  'browser-version',
  'gpu-vendor',
  'gpu-architecture',
  'device',
] as const;
export type Facet = (typeof facets)[number];

export interface FacetValue {
  readonly facet: Facet;
  /** A word of the submission's lists; of a nested facet with the outer one's: `apple/metal-3`, `Chrome/156`. */
  readonly value: string;
}

/** Facets whose every crowd lies within one of another facet. */
const outerFacets: Partial<Record<Facet, Facet>> = {
  'browser-version': 'browser',
  'gpu-architecture': 'gpu-vendor',
};

export function outerFacetOf(facet: Facet): Facet | null {
  return outerFacets[facet] ?? null;
}

/** A nested facet's value apart; `inner` is null where there is none (`none`: no graphics chip). */
export function splitNested(value: string): { readonly outer: string; readonly inner: string | null } {
  const [outer = value, inner = null] = value.split('/');
  return { outer, inner };
}

export function isSameCohort(a: readonly FacetValue[], b: readonly FacetValue[]): boolean {
  const isIn = (cohort: readonly FacetValue[]) => (asks: FacetValue) =>
    cohort.some(({ facet, value }) => facet === asks.facet && value === asks.value);
  return a.every(isIn(b)) && b.every(isIn(a));
}

/** Why choices make no crowd that is counted. */
export type CohortClash =
  /** `inner` lies in no crowd of `outer`: Chrome 156 is no Firefox. */
  | { readonly kind: 'contradiction'; readonly outer: FacetValue; readonly inner: FacetValue }
  | { readonly kind: 'too-many' };

/**
 * Choices as one question: a nested crowd says all that the crowd around it says, which is then left out.
 * @param chosen of different facets
 */
export function settleCohort(chosen: readonly FacetValue[]): {
  readonly cohort: readonly [] | readonly [FacetValue] | readonly [FacetValue, FacetValue];
  readonly clash: CohortClash | null;
} {
  const innerOf = (outer: FacetValue) => chosen.find(({ facet }) => outerFacetOf(facet) === outer.facet);
  for (const outer of chosen) {
    const inner = innerOf(outer);
    if (inner !== undefined && splitNested(inner.value).outer !== outer.value)
      return { cohort: [], clash: { kind: 'contradiction', outer, inner } };
  }
  const [first, second, third] = chosen.filter((each) => innerOf(each) === undefined);
  if (third !== undefined) return { cohort: [], clash: { kind: 'too-many' } };
  if (first === undefined) return { cohort: [], clash: null };
  return { cohort: second === undefined ? [first] : [first, second], clash: null };
}

/** What a device without the thing (no graphics chip seen, no catalogue device picked) counts as. */
export const noValue = 'none';

/** The facets of a submission: every one has exactly one value, so that each divides the crowd without remainder. */
export function facetsOf({
  device,
  catalogueDevice,
}: Pick<Submission, 'device' | 'catalogueDevice'>): Readonly<Record<Facet, string>> {
  const vendor = device.gpu?.vendor ?? noValue;
  return {
    'form-factor': device.formFactor,
    os: device.os,
    browser: device.browser.family,
    'browser-version': `${device.browser.family}/${device.browser.majorVersion ?? noValue}`,
    'gpu-vendor': vendor,
    // Two vendors may use one word, and an architecture's crowd must lie within its vendor's.
    'gpu-architecture': device.gpu === null ? noValue : `${vendor}/${device.gpu.architecture}`,
    device: catalogueDevice ?? noValue,
  };
}
