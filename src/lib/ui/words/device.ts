/** What the start page says of the device, and the page about it too. */
export const deviceWords = {
  heading: 'What this device can do',
  available: 'available',
  software: 'software rendering',
  unavailable: 'not available',
  unknown: 'not known',
  looking: 'looking…',
  softwareBy: (detail: string) => `the processor does the graphics work (${detail})`,
  caption: 'Ways to run a model in this browser',
  backend: 'Backend',
  here: 'Here',
  partMissing:
    'This device could not be examined: a part of the page did not load. Reload the page to try again.',
  tooOld:
    'This browser is too old to measure: it does not start workers from JavaScript modules. Chrome or Edge 80, Firefox 114, Safari 16.4, or anything newer will do.',
} as const;

/** The device in one line, its parts with dots between them. */
export const environmentWords = {
  headless: ' (headless)',
  cores: (count: number) => `${count} logical ${count === 1 ? 'core' : 'cores'}`,
  memory: (gib: number) => `${gib} GiB memory or more`,
  isolated: 'isolated page',
  notIsolated: 'page not isolated',
  clock: (step: string) => `clock steps of ${step}`,
} as const;
