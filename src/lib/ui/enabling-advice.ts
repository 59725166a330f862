import type { UnsupportedCause } from '#lib/core/results/reasons.ts';
import type { Environment } from '#lib/core/results/run-document.ts';

type Surroundings = Pick<Environment, 'browser' | 'os' | 'formFactor'>;
type Vendor = 'chromium' | 'firefox' | 'safari' | 'webkit' | 'other';

/**
 * What a visitor can do about a backend that is missing here, most promising first; empty where nothing can be done.
 * Versions and preferences: MDN's browser-compat-data (state of August 2026).
 */
export function enablingAdvice(
  cause: UnsupportedCause,
  here: Surroundings,
  isSecure: boolean,
): readonly string[] {
  switch (cause.kind) {
    case 'no-webgpu':
      return isSecure ? withoutWebGpu(here) : [secureAddress];
    case 'no-adapter':
      return withoutAdapter(here);
    case 'no-webgl':
      return withoutWebGl(here);
    case 'no-simd':
      return ['Update the browser: every current one runs WebAssembly SIMD (Safari since 16.4).'];
    case 'not-isolated':
      return cause.secureContext
        ? [
            'Open the page in a tab of its own, outside other sites’ frames and apps’ built-in browsers.',
            'If it is, something on the way removes the headers Cross-Origin-Opener-Policy and Cross-Origin-Embedder-Policy: a proxy, or an extension. Try a private window.',
          ]
        : [secureAddress];
    case 'no-shared-memory':
      return withoutSharedMemory(here);
    default:
      return [];
  }
}

const secureAddress =
  'Open the page over HTTPS, or from this very machine as localhost: browsers keep this from pages on plain HTTP.';
const acceleration =
  'Switch hardware acceleration on in the browser’s settings (“Use graphics acceleration when available”), and restart it.';

function withoutWebGpu({ browser, os, formFactor }: Surroundings): readonly string[] {
  const isLinux = os.family === 'Linux';
  switch (vendorOf(browser.family)) {
    case 'chromium':
      if (isLinux)
        return [
          'On Linux, Chrome offers WebGPU by itself only from version 144 on and for some graphics chips. Elsewhere switch on chrome://flags/#enable-unsafe-webgpu and chrome://flags/#enable-vulkan, and restart.',
        ];
      return [
        'Update the browser: WebGPU is on since version 113 on Windows, macOS and ChromeOS, and since 121 on Android.',
      ];
    case 'firefox':
      if (formFactor !== 'desktop' || isLinux)
        return [
          'Firefox has WebGPU on Windows and on Macs with Apple’s chips. Here it is behind about:config: dom.webgpu.enabled and dom.webgpu.workers.enabled. Expect faults.',
        ];
      return [
        'Update the browser: WebGPU is on since version 141 on Windows and 147 on Macs with Apple’s chips.',
      ];
    case 'safari':
      return ['Update the system: Safari has WebGPU since version 26.'];
    case 'webkit':
      return ['WebKitGTK has no WebGPU. On Linux, a browser built on Chromium has.'];
    case 'other':
      return ['A current Chrome, Edge, Firefox or Safari offers WebGPU.'];
  }
}

function withoutAdapter({ browser, os }: Surroundings): readonly string[] {
  if (vendorOf(browser.family) !== 'chromium') return [acceleration, 'Update the graphics driver.'];
  return [
    acceleration,
    ...(os.family === 'Linux'
      ? [
          'On Linux the browser reaches the chip through Vulkan: install its driver, switch on chrome://flags/#enable-vulkan and chrome://flags/#enable-unsafe-webgpu, and restart.',
        ]
      : []),
    'Look at chrome://gpu: it says whether this chip or its driver is on the browser’s block list. A newer driver often helps.',
  ];
}

function withoutWebGl({ browser }: Surroundings): readonly string[] {
  switch (vendorOf(browser.family)) {
    case 'safari':
      return ['Update the system: Safari draws with WebGL in workers since version 17.', acceleration];
    case 'webkit':
      return ['WebKitGTK does not draw with WebGL in workers. Firefox and browsers built on Chromium do.'];
    case 'chromium':
    case 'firefox':
    case 'other':
      return [acceleration, 'Update the graphics driver.'];
  }
}

function withoutSharedMemory({ browser }: Surroundings): readonly string[] {
  if (vendorOf(browser.family) === 'webkit' || vendorOf(browser.family) === 'safari')
    return [
      'WebKitGTK, and browsers built on it such as GNOME Web, call the page isolated but keep SharedArrayBuffer to themselves. Another browser gives this device its threads.',
    ];
  return ['Update the browser: current ones give isolated pages shared memory.'];
}

function vendorOf(family: string): Vendor {
  if (/chrom|edge|opera|samsung|brave|vivaldi/i.test(family)) return 'chromium';
  if (/firefox/i.test(family)) return 'firefox';
  if (/safari/i.test(family)) return 'safari';
  return /webkit|epiphany|gnome web|minibrowser/i.test(family) ? 'webkit' : 'other';
}
