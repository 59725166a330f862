import { coreBuckets, type AnonymousDevice } from './submission-device.ts';

const kinds: Record<AnonymousDevice['formFactor'], string> = {
  desktop: 'computer',
  mobile: 'phone',
  tablet: 'tablet',
  unknown: 'device',
};

/** Vendors that are not written as their own word with a capital. */
const vendors: Partial<Record<NonNullable<AnonymousDevice['gpu']>['vendor'], string>> = {
  amd: 'AMD',
  nvidia: 'NVIDIA',
  'img-tec': 'Imagination',
};

/** What an anonymous device is called where its sender named none: `Linux computer`, `Android phone`. */
export function deviceTitle({ os, formFactor }: AnonymousDevice): string {
  return os === 'other' ? `Unnamed ${kinds[formFactor]}` : `${os} ${kinds[formFactor]}`;
}

/** All else that is known of it, a few words each: `Chromium 156`, `Intel gen-12lp graphics`, `8–11 cores`. */
export function deviceDetails(device: AnonymousDevice): string[] {
  const { browser, gpu, logicalCores, memoryGiB } = device;
  return [
    browser.family === 'other' ? 'another browser' : [browser.family, browser.majorVersion].join(' ').trim(),
    ...(device.softwareRendering ? ['software graphics'] : gpu === null ? [] : [graphics(gpu)]),
    ...(logicalCores === null ? [] : [cores(logicalCores)]),
    ...(memoryGiB === null
      ? []
      : [memoryGiB === 1 ? 'under 2 GiB memory' : `${memoryGiB} GiB memory or more`]),
  ];
}

function graphics({ vendor, architecture }: NonNullable<AnonymousDevice['gpu']>): string {
  const name = vendors[vendor] ?? `${vendor.slice(0, 1).toUpperCase()}${vendor.slice(1)}`;
  const known = architecture === 'unknown' || architecture === 'other' ? '' : ` ${architecture}`;
  return vendor === 'other' ? `graphics${known}` : `${name}${known} graphics`;
}

/** A bucket reaches up to where the next one begins. */
function cores(lowest: (typeof coreBuckets)[number]): string {
  const next = coreBuckets[coreBuckets.indexOf(lowest) + 1];
  if (next === undefined) return `${lowest} cores or more`;
  if (next - 1 === lowest) return lowest === 1 ? '1 core' : `${lowest} cores`;
  return `${lowest}–${next - 1} cores`;
}
