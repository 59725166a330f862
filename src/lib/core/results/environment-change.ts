import type { Environment } from './run-document.ts';

/**
 * What is different about the browser and device since a run began: a clause for people, for example `the browser was
 * Chromium 155 and is Chromium 156 now`; null where nothing is. The clock's step is not looked at: it is measured anew
 * each time, and follows from the isolation.
 */
export function environmentChange(before: Environment, now: Environment): string | null {
  for (const [what, describe] of aspects) {
    const was = describe(before);
    const is = describe(now);
    if (was !== is) return `${what} was ${was} and is ${is} now`;
  }
  return null;
}

const yesOrNo = (value: boolean) => (value ? 'on' : 'off');

const aspects: readonly (readonly [string, (environment: Environment) => string])[] = [
  ['the browser', ({ browser }) => `${browser.family} ${browser.majorVersion ?? 'of unknown version'}`],
  ['the system', ({ os }) => os.family],
  ['the kind of device', ({ formFactor }) => formFactor],
  ['the number of logical cores', ({ logicalCores }) => String(logicalCores ?? 'unknown')],
  ['the memory', ({ memoryGiB }) => (memoryGiB === null ? 'unknown' : `${memoryGiB} GiB`)],
  ['the graphics adapter', ({ gpu }) => (gpu === null ? 'missing' : graphics(gpu))],
  ['cross-origin isolation', ({ isolated }) => yesOrNo(isolated)],
  ['shared memory', ({ sharedMemory }) => yesOrNo(sharedMemory)],
  ['headless mode', ({ headless }) => yesOrNo(headless)],
  ['the program that drives the browser', ({ automation }) => driver(automation)],
];

function graphics({ vendor, architecture, software }: NonNullable<Environment['gpu']>): string {
  return `${[vendor, architecture].filter(Boolean).join(' ') || 'unnamed'}${software ? ' (software)' : ''}`;
}

function driver(automation: Environment['automation']): string {
  return automation === null ? 'nobody' : [automation.driver, ...automation.switches].join(' ');
}
