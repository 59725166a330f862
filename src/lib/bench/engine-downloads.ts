import type { DeviceReport } from '#lib/device/device-report.ts';
import type { BackendId } from '#lib/core/results/ids.ts';

/** What the files of the engines that read a format weigh for these backends, compressed; files that backends share are counted once. */
export function engineDownloadBytes(
  report: DeviceReport,
  backends: readonly BackendId[],
  format: string,
): number {
  const wanted = report.engines.filter(
    ({ backend, availability, formats }) =>
      backends.includes(backend) && availability.status === 'available' && formats.includes(format),
  );
  const sets = new Map(wanted.map(({ engine, download }) => [`${engine}/${download.files}`, download.bytes]));
  return [...sets.values()].reduce((total, bytes) => total + bytes, 0);
}
