import * as v from 'valibot';
import { expect, test } from 'vitest';
import { gpuArchitectures, gpuVendors } from '#lib/core/results/submission-device.ts';
import { catalogueDeviceSchema, loadCatalogue } from './catalogue.ts';
import { searchDevices } from './search.ts';

const devices = await loadCatalogue();

test('every device is well formed and has an id of its own', () => {
  expect(devices.length).toBeGreaterThan(100);
  expect(() => v.parse(v.array(catalogueDeviceSchema), devices)).not.toThrow();
  expect(new Set(devices.map(({ id }) => id)).size).toBe(devices.length);
});

test('every figure has its source, and no source stands without a figure', () => {
  for (const device of devices) {
    expect([device.id, device.launchPriceUsd === null]).toEqual([device.id, device.priceSource === null]);
    expect([device.id, device.powerWatts === null]).toEqual([device.id, device.powerSource === null]);
    expect([device.id, device.powerWatts === null]).toEqual([device.id, device.powerKind === null]);
  }
});

test('graphics chips are named by words that a submission can carry', () => {
  for (const { id, gpu } of devices) {
    if (gpu?.vendor != null) expect([id, gpuVendors]).toEqual([id, expect.arrayContaining([gpu.vendor])]);
    if (gpu?.architecture != null)
      expect([id, gpuArchitectures]).toEqual([id, expect.arrayContaining([gpu.architecture])]);
  }
});

test('finds devices by the beginnings of words, in any order and spelling', () => {
  const names = (typed: string) => searchDevices(devices, typed).map(({ name }) => name);
  expect(names('raspberry pi 5')[0]).toBe('Raspberry Pi 5');
  expect(names('5 rasp')).toContain('Raspberry Pi 5');
  expect(names('  RTX4070')[0]).toMatch(/RTX 4070/);
  expect(names('exynos 2400')).toContain('Samsung Galaxy S24 (Exynos)');
  expect(names('no such device')).toEqual([]);
  expect(names(' ')).toEqual([]);
  expect(names('a').length).toBeLessThanOrEqual(8);
});
