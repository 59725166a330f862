import * as v from 'valibot';
import { pressureStates } from './pressure.ts';

/**
 * The words that a device may be described with. Whatever is not among them becomes `other`: a rare word would make a
 * crowd of one, and free text could carry anything.
 */
export const browserFamilies = [
  'Chrome',
  'Chromium',
  'Edge',
  'Firefox',
  'Safari',
  'Opera',
  'Samsung Internet',
  'other',
] as const;
export const osFamilies = ['Windows', 'macOS', 'Linux', 'Android', 'iOS', 'ChromeOS', 'other'] as const;
export const formFactors = ['desktop', 'mobile', 'tablet', 'unknown'] as const;

/** As WebGPU's `GPUAdapterInfo.vendor` spells them. */
export const gpuVendors = [
  'amd',
  'apple',
  'arm',
  'broadcom',
  'google',
  'img-tec',
  'intel',
  'mesa',
  'microsoft',
  'nvidia',
  'qualcomm',
  'samsung',
  'verisilicon',
  'other',
] as const;

/** As WebGPU's `GPUAdapterInfo.architecture` spells them; `unknown` where the browser does not tell. */
export const gpuArchitectures = [
  ...['gcn-1', 'gcn-2', 'gcn-3', 'gcn-4', 'gcn-5', 'rdna-1', 'rdna-2', 'rdna-3', 'rdna-4'],
  ...['common-1', 'common-2', 'common-3', 'metal-3', 'metal-4'],
  ...['midgard', 'bifrost', 'valhall', 'gen-5'],
  ...['gen-7', 'gen-8', 'gen-9', 'gen-11', 'gen-12lp', 'gen-12hp', 'xe-lpg', 'xe-2lpg', 'xe-2hpg', 'xe-3lpg'],
  ...['fermi', 'kepler', 'maxwell', 'pascal', 'volta', 'turing', 'ampere', 'lovelace', 'hopper', 'blackwell'],
  ...['adreno-4xx', 'adreno-5xx', 'adreno-6xx', 'adreno-7xx', 'adreno-8xx'],
  ...['rogue', 'a-series', 'b-series', 'c-series', 'd-series'],
  ...['videocore', 'swiftshader', 'software', 'warp', 'unknown', 'other'],
] as const;

/** Lower ends of the buckets: 8 stands for eight to eleven cores, 64 for that many or more. */
export const coreBuckets = [1, 2, 4, 6, 8, 12, 16, 24, 32, 64] as const;
/** Lower ends again, in GiB; 1 is everything under 2. */
export const memoryBucketsGiB = [1, 2, 4, 8, 16, 32] as const;

const majorVersion = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999));

/**
 * All that a submission says of a device: coarse enough that many people share every description. The type is branded:
 * `anonymise()` (src/lib/device) and the validation of what the server receives are the only ways to get one.
 */
export const anonymousDeviceSchema = v.pipe(
  v.strictObject({
    browser: v.strictObject({ family: v.picklist(browserFamilies), majorVersion: v.nullable(majorVersion) }),
    os: v.picklist(osFamilies),
    formFactor: v.picklist(formFactors),
    gpu: v.nullable(
      v.strictObject({ vendor: v.picklist(gpuVendors), architecture: v.picklist(gpuArchitectures) }),
    ),
    /** The processor imitates the graphics chip. */
    softwareRendering: v.boolean(),
    logicalCores: v.nullable(v.picklist(coreBuckets)),
    memoryGiB: v.nullable(v.picklist(memoryBucketsGiB)),
    /** WebGPU's optional features; null where there is no WebGPU, or the run did not ask. */
    float16: v.nullable(v.boolean()),
    subgroups: v.nullable(v.boolean()),
    simd: v.nullable(v.boolean()),
    isolated: v.boolean(),
    /** The worst state seen while measuring; null where the browser does not tell. */
    worstPressure: v.nullable(v.picklist(pressureStates)),
  }),
  v.brand('AnonymousDevice'),
);
export type AnonymousDevice = v.InferOutput<typeof anonymousDeviceSchema>;
