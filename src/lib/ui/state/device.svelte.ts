import { engineDownloadBytes } from '#lib/bench/engine-downloads.ts';
import { backendIds } from '#lib/core/results/ids.ts';
import type { DeviceReport } from '#lib/device/device-report.ts';
import { startsModuleWorkers } from '../module-workers.ts';
import { deviceWords } from '../words/device.ts';

export type DeviceStatus =
  | { readonly status: 'waiting' }
  | { readonly status: 'probing' }
  | { readonly status: 'known'; readonly report: DeviceReport }
  | { readonly status: 'unknown'; readonly message: string };

/** What this device can do, asked once the page is idle so that the first paint does not wait for it. */
export class DeviceKnowledge {
  state = $state.raw<DeviceStatus>({ status: 'waiting' });
  report = $derived(this.state.status === 'known' ? this.state.report : null);

  /** What the engines that read ONNX models weigh for all backends, compressed; null until the device is known. */
  engineBytes = $derived(this.report && engineDownloadBytes(this.report, backendIds, 'onnx'));

  probeWhenIdle(): void {
    if ('requestIdleCallback' in window)
      window.requestIdleCallback(() => void this.#probe(), { timeout: 1500 });
    else setTimeout(() => void this.#probe(), 300);
  }

  async #probe(): Promise<void> {
    this.state = { status: 'probing' };
    try {
      const { probe } = await import('#lib/bench/probe.ts');
      this.state = { status: 'known', report: await probe() };
    } catch {
      // The probe answers with values; what throws is a file of the page, or a worker, that did not come.
      this.state = {
        status: 'unknown',
        message: startsModuleWorkers() ? deviceWords.partMissing : deviceWords.tooOld,
      };
    }
  }
}
