import type { DeviceReport } from '#lib/device/device-report.ts';
import type { BackendId } from '#lib/core/results/ids.ts';

/** What the engines' files for these backends weigh, compressed; files that backends share are counted once. */
export function engineDownloadBytes(report: DeviceReport, backends: readonly BackendId[]): number {
  const wanted = report.engines.filter(
    ({ backend, availability }) => backends.includes(backend) && availability.status === 'available',
  );
  const sets = new Map(wanted.map(({ engine, download }) => [`${engine}/${download.files}`, download.bytes]));
  return [...sets.values()].reduce((total, bytes) => total + bytes, 0);
}
