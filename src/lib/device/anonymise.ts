import * as v from 'valibot';
import type { Environment } from '#lib/core/results/run-document.ts';
import {
  anonymousDeviceSchema,
  browserFamilies,
  coreBuckets,
  gpuArchitectures,
  gpuVendors,
  memoryBucketsGiB,
  osFamilies,
  type AnonymousDevice,
} from '#lib/core/results/submission-device.ts';

/** Other names of what is in the lists, lower case: client hints and user-agent parsers do not agree on them. */
const synonyms: Readonly<Record<string, string>> = {
  'google chrome': 'Chrome',
  'microsoft edge': 'Edge',
  'samsung internet for android': 'Samsung Internet',
  'mobile safari': 'Safari',
  'chrome os': 'ChromeOS',
  'chromium os': 'ChromeOS',
  'mac os': 'macOS',
  ipados: 'iOS',
};

/**
 * Coarsens what the browser told until it names nobody: words of short lists, numbers in buckets, flags. Nothing of the
 * environment is handed on as it came, so nothing that is added to it later can slip through.
 * A version beyond the schema's is taken for unknown.
 */
export function anonymise(
  environment: Environment,
  worstPressure: AnonymousDevice['worstPressure'] = null,
): AnonymousDevice {
  const { browser, os, gpu, features } = environment;
  return v.parse(anonymousDeviceSchema, {
    browser: {
      family: wordOf(browserFamilies, browser.family, 'other'),
      majorVersion: plausibleVersion(browser.majorVersion),
    },
    os: wordOf(osFamilies, os.family, 'other'),
    formFactor: environment.formFactor,
    gpu: gpu && {
      vendor: wordOf(gpuVendors, gpu.vendor, 'other'),
      architecture: gpu.architecture === '' ? 'unknown' : wordOf(gpuArchitectures, gpu.architecture, 'other'),
    },
    softwareRendering: gpu?.software ?? false,
    logicalCores: bucketOf(coreBuckets, environment.logicalCores),
    memoryGiB: bucketOf(memoryBucketsGiB, environment.memoryGiB),
    float16: features?.float16 ?? null,
    subgroups: features?.subgroups ?? null,
    simd: features?.simd ?? null,
    isolated: environment.isolated,
    worstPressure,
  });
}

function wordOf<Word extends string>(words: readonly Word[], given: string, otherwise: Word): Word {
  const lower = given.trim().toLowerCase();
  const wanted = (synonyms[lower] ?? lower).toLowerCase();
  return words.find((word) => word.toLowerCase() === wanted) ?? otherwise;
}

function plausibleVersion(version: number | null): number | null {
  return version !== null && version >= 1 && version <= 999 ? version : null;
}

/** The lower end of the bucket; the first takes everything below it too. Null stays null. */
function bucketOf<Bucket extends number>(buckets: readonly Bucket[], value: number | null): Bucket | null {
  if (value === null) return null;
  return buckets.findLast((bucket) => bucket <= value) ?? buckets[0] ?? null;
}
