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
