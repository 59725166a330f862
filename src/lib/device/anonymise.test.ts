import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { environmentSchema, type Environment } from '#lib/core/results/run-document.ts';
import { anonymousDeviceSchema, coreBuckets } from '#lib/core/results/submission-device.ts';
import { anonymise } from './anonymise.ts';

const known: Environment = {
  browser: { family: 'Microsoft Edge', majorVersion: 156 },
  os: { family: 'Chrome OS' },
  formFactor: 'desktop',
  logicalCores: 10,
  memoryGiB: 0.5,
  gpu: { vendor: 'Apple', architecture: 'metal-3', software: false },
  isolated: true,
  sharedMemory: true,
  clockResolutionMs: 0.005,
  headless: false,
  automation: { driver: 'secret-driver', switches: ['--secret'] },
  features: { float16: true, subgroups: false, simd: true },
};

test('coarsens to words of the lists and to buckets', () => {
  expect(anonymise(known, 'fair')).toEqual({
    browser: { family: 'Edge', majorVersion: 156 },
    os: 'ChromeOS',
    formFactor: 'desktop',
    gpu: { vendor: 'apple', architecture: 'metal-3' },
    softwareRendering: false,
    logicalCores: 8,
    memoryGiB: 1,
    float16: true,
    subgroups: false,
    simd: true,
    isolated: true,
    worstPressure: 'fair',
  });
});

test('a run from before features were asked for, without a graphics chip', () => {
  const { features: _, ...before } = known;
  const device = anonymise({ ...before, gpu: null, logicalCores: null, memoryGiB: null });
  expect(device).toMatchObject({ gpu: null, logicalCores: null, memoryGiB: null, float16: null, simd: null });
});

const marker = 'Zq7';
const markedText = fc.string({ maxLength: 40 }).map((text) => `${text}${marker}${text}`);
const environments: fc.Arbitrary<Environment> = fc.record({
  browser: fc.record({ family: markedText, majorVersion: fc.option(fc.nat()) }),
  os: fc.record({ family: markedText }),
  formFactor: fc.constantFrom('desktop', 'mobile', 'tablet', 'unknown'),
  logicalCores: fc.option(fc.nat()),
  memoryGiB: fc.option(fc.double({ min: -10, max: 1e6, noNaN: true })),
  gpu: fc.option(fc.record({ vendor: markedText, architecture: markedText, software: fc.boolean() })),
  isolated: fc.boolean(),
  sharedMemory: fc.boolean(),
  clockResolutionMs: fc.double({ min: 0, max: 100, noNaN: true }),
  headless: fc.boolean(),
  automation: fc.option(fc.record({ driver: markedText, switches: fc.array(markedText) })),
  features: fc.record({
    float16: fc.option(fc.boolean()),
    subgroups: fc.option(fc.boolean()),
    simd: fc.boolean(),
  }),
});

test('whatever the browser says, no text of it comes through and the result is valid', () => {
  fc.assert(
    fc.property(environments, (environment) => {
      const device = anonymise(environment);
      expect(JSON.stringify(device)).not.toContain(marker);
      expect(v.is(anonymousDeviceSchema, device)).toBe(true);
    }),
  );
});

test('a field that the environment gains, whatever it holds, never comes through', () => {
  fc.assert(
    fc.property(environments, fc.string(), markedText, (environment, name, value) => {
      const more = Object.defineProperty({ ...environment }, name, { value, enumerable: true });
      const parsed = v.safeParse(environmentSchema, more);
      if (!parsed.success) return;
      expect(JSON.stringify(anonymise(more as Environment))).not.toContain(marker);
    }),
  );
});

test('a bucket is at most what the device has, and the largest such', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), (cores) => {
      const bucket = anonymise({ ...known, logicalCores: cores }).logicalCores ?? NaN;
      expect(bucket).toBeLessThanOrEqual(cores);
      const next = coreBuckets.find((each) => each > bucket);
      if (next !== undefined) expect(cores).toBeLessThan(next);
    }),
  );
});
