import type { DeviceReport } from '#lib/device/device-report.ts';
import { probeDevice } from '#lib/device/probe.ts';
import { engines } from '#lib/engines/registry.ts';

let report: Promise<DeviceReport> | null = null;

/** What each engine and backend can do here; asked once, since nothing of it changes while the page is open. */
export function probe(): Promise<DeviceReport> {
  report ??= probeDevice(engines).catch((error: unknown) => {
    report = null;
    throw error;
  });
  return report;
}
