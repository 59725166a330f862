import type { Environment } from '#lib/core/results/run-document.ts';
import type { WorkerFacts } from './probe-calls.ts';

/** What a program that drives the browser says of itself, put into the page before it loads. */
interface Automation {
  readonly driver: string;
  readonly switches: string[];
}

declare global {
  var __inferometerAutomation: Automation | undefined;
}

interface HintedNavigator extends Navigator {
  readonly deviceMemory?: number;
  readonly userAgentData?: {
    readonly brands: readonly { brand: string; version: string }[];
    readonly mobile: boolean;
  };
}

/** The page's side of the environment; nothing in it names a person, but it is not coarsened yet either. */
export async function readEnvironment(facts: WorkerFacts): Promise<Environment> {
  const navigator = globalThis.navigator as HintedNavigator;
  const { default: Bowser } = await import('bowser');
  const parsed = Bowser.parse(navigator.userAgent);
  const adapter = facts.webgpu ?? facts.webgl;
  return {
    browser: browserOf(navigator, parsed.browser),
    os: { family: parsed.os.name ?? 'unknown' },
    formFactor: formFactorOf(parsed.platform.type),
    logicalCores: navigator.hardwareConcurrency || null,
    memoryGiB: navigator.deviceMemory ?? null,
    gpu: adapter && {
      vendor: adapter.vendor,
      architecture: adapter.architecture,
      software: adapter.software,
    },
    isolated: facts.isolated,
    sharedMemory: facts.sharedMemory,
    clockResolutionMs: facts.clockResolutionMs,
    headless: /headless/i.test(navigator.userAgent),
    features: {
      float16: facts.webgpu?.float16 ?? null,
      subgroups: facts.webgpu?.subgroups ?? null,
      simd: facts.missing['wasm-simd'] === null,
    },
    automation:
      globalThis.__inferometerAutomation ??
      (navigator.webdriver ? { driver: 'webdriver', switches: [] } : null),
  };
}

/** Client hints tell Chromium from Chrome; the user-agent string calls both Chrome. */
function browserOf(
  navigator: HintedNavigator,
  parsed: { name?: string; version?: string },
): Environment['browser'] {
  const brands = (navigator.userAgentData?.brands ?? []).filter(({ brand }) => !/not.*brand/i.test(brand));
  const chromium = brands.find(({ brand }) => brand === 'Chromium');
  if (chromium !== undefined) {
    const product = brands.find(({ brand }) => brand !== 'Chromium' && brand !== 'HeadlessChrome');
    const family = (product?.brand ?? 'Chromium').replace(/^(Google|Microsoft) /, '');
    return { family, majorVersion: majorOf((product ?? chromium).version) };
  }
  return { family: parsed.name ?? 'unknown', majorVersion: majorOf(parsed.version) };
}

function majorOf(version: string | undefined): number | null {
  const major = Number.parseInt(version ?? '', 10);
  return Number.isNaN(major) ? null : major;
}

function formFactorOf(platform: string | undefined): Environment['formFactor'] {
  // iPadOS calls itself a Macintosh; only its touch screen gives it away.
  if (platform === 'desktop' && /Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1)
    return 'tablet';
  return platform === 'desktop' || platform === 'mobile' || platform === 'tablet' ? platform : 'unknown';
}
