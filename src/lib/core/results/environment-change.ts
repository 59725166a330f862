import type { Environment } from './run-document.ts';

/**
 * What is different about the browser and device: clauses for people, for example `the browser was Chromium 155 and is
 * Chromium 156 now`. The clock's step is not looked at: it is measured anew each time, and follows from the isolation.
 */
export function environmentChanges(before: Environment, now: Environment): string[] {
  return aspects.flatMap(([what, describe]) => {
    const was = describe(before);
    const is = describe(now);
    return was === is ? [] : [`${what} was ${was} and is ${is} now`];
  });
}

/** The first of the changes since a run began; null where there is none. */
export function environmentChange(before: Environment, now: Environment): string | null {
  return environmentChanges(before, now)[0] ?? null;
}

const yesOrNo = (value: boolean) => (value ? 'on' : 'off');

const aspects: readonly (readonly [string, (environment: Environment) => string])[] = [
  ['the browser', ({ browser }) => `${browser.family} ${browser.majorVersion ?? 'of unknown version'}`],
  ['the system', ({ os }) => os.family],
  ['the kind of device', ({ formFactor }) => formFactor],
  ['the number of logical cores', ({ logicalCores }) => String(logicalCores ?? 'unknown')],
  ['the memory', ({ memoryGiB }) => (memoryGiB === null ? 'unknown' : `${memoryGiB} GiB`)],
  ['the graphics adapter', ({ gpu }) => graphics(gpu)],
  ['cross-origin isolation', ({ isolated }) => yesOrNo(isolated)],
  ['shared memory', ({ sharedMemory }) => yesOrNo(sharedMemory)],
  ['headless mode', ({ headless }) => yesOrNo(headless)],
  ['the program that drives the browser', ({ automation }) => driver(automation)],
];

/** An adapter in words: `google swiftshader (software)`. */
export function graphics(gpu: Environment['gpu']): string {
  if (gpu === null) return 'missing';
  const { vendor, architecture, software } = gpu;
  return `${[vendor, architecture].filter(Boolean).join(' ') || 'unnamed'}${software ? ' (software)' : ''}`;
}

function driver(automation: Environment['automation']): string {
  return automation === null ? 'nobody' : [automation.driver, ...automation.switches].join(' ');
}
