import type { AnonymousDevice } from '#lib/core/results/submission-device.ts';

/** A kind of device of the made-up population. Speeds are in multiply–accumulates per millisecond, and invented. */
export interface SyntheticDevice {
  /** How many of a hundred submitters have it. */
  readonly share: number;
  readonly device: Omit<AnonymousDevice, 'browser' | symbol>;
  readonly browsers: readonly AnonymousDevice['browser']['family'][];
  /** Devices of the catalogue that a submitter may have picked. */
  readonly catalogueDevices: readonly string[];
  readonly processorSpeed: number;
  readonly graphicsSpeed: number;
}

const common = {
  softwareRendering: false,
  float16: true,
  subgroups: true,
  simd: true,
  isolated: true,
  worstPressure: null,
} as const;

export const syntheticDevices: readonly SyntheticDevice[] = [
  {
    share: 22,
    device: {
      ...common,
      os: 'Windows',
      formFactor: 'desktop',
      gpu: { vendor: 'nvidia', architecture: 'ampere' },
      logicalCores: 12,
      memoryGiB: 16,
    },
    browsers: ['Chrome', 'Edge', 'Firefox'],
    catalogueDevices: ['geforce-rtx-3060', 'geforce-rtx-3070', 'geforce-rtx-3080'],
    processorSpeed: 9e6,
    graphicsSpeed: 2e8,
  },
  {
    share: 16,
    device: {
      ...common,
      os: 'Windows',
      formFactor: 'desktop',
      gpu: { vendor: 'intel', architecture: 'gen-12lp' },
      logicalCores: 8,
      memoryGiB: 16,
    },
    browsers: ['Chrome', 'Edge', 'Firefox', 'Opera'],
    catalogueDevices: ['laptop-intel-core-i5-1135g7', 'laptop-intel-core-i5-1235u'],
    processorSpeed: 6e6,
    graphicsSpeed: 2e7,
  },
  {
    share: 18,
    device: {
      ...common,
      os: 'macOS',
      formFactor: 'desktop',
      gpu: { vendor: 'apple', architecture: 'metal-3' },
      logicalCores: 8,
      memoryGiB: 8,
    },
    browsers: ['Chrome', 'Safari'],
    catalogueDevices: ['macbook-air-m1', 'macbook-air-m2', 'macbook-pro-14-m3'],
    processorSpeed: 1.1e7,
    graphicsSpeed: 7e7,
  },
  {
    share: 18,
    device: {
      ...common,
      os: 'Android',
      formFactor: 'mobile',
      gpu: { vendor: 'qualcomm', architecture: 'adreno-7xx' },
      logicalCores: 8,
      memoryGiB: 8,
    },
    browsers: ['Chrome', 'Samsung Internet'],
    catalogueDevices: ['galaxy-s23', 'galaxy-s24-snapdragon'],
    processorSpeed: 3e6,
    graphicsSpeed: 1.4e7,
  },
  {
    share: 10,
    device: {
      ...common,
      os: 'Android',
      formFactor: 'mobile',
      gpu: { vendor: 'arm', architecture: 'valhall' },
      logicalCores: 8,
      memoryGiB: 4,
      subgroups: false,
    },
    browsers: ['Chrome'],
    catalogueDevices: ['pixel-7', 'pixel-8', 'galaxy-a54'],
    processorSpeed: 1.6e6,
    graphicsSpeed: 6e6,
  },
  {
    share: 9,
    device: {
      ...common,
      os: 'iOS',
      formFactor: 'mobile',
      gpu: { vendor: 'apple', architecture: 'common-3' },
      logicalCores: 6,
      memoryGiB: null,
    },
    browsers: ['Safari'],
    catalogueDevices: ['iphone-14', 'iphone-15-pro'],
    processorSpeed: 8e6,
    graphicsSpeed: 3e7,
  },
  {
    share: 5,
    device: {
      ...common,
      os: 'Linux',
      formFactor: 'desktop',
      gpu: { vendor: 'amd', architecture: 'rdna-2' },
      logicalCores: 16,
      memoryGiB: 32,
    },
    browsers: ['Chromium', 'Firefox'],
    catalogueDevices: ['steam-deck-lcd', 'radeon-rx-6600'],
    processorSpeed: 1e7,
    graphicsSpeed: 1.2e8,
  },
  {
    share: 2,
    device: {
      ...common,
      os: 'Linux',
      formFactor: 'desktop',
      gpu: { vendor: 'broadcom', architecture: 'videocore' },
      logicalCores: 4,
      memoryGiB: 8,
      float16: false,
      subgroups: null,
    },
    browsers: ['Chromium'],
    catalogueDevices: ['raspberry-pi-5', 'raspberry-pi-4b'],
    processorSpeed: 6e5,
    graphicsSpeed: 4e5,
  },
];
