/** A page of the site, as menus name it and as search engines show it. */
export interface SitePage {
  readonly path: string;
  /** In menus. */
  readonly label: string;
  /** Of the browser's tab. */
  readonly title: string;
  readonly description: string;
}

export const pages = {
  measure: {
    path: '/',
    label: 'Measure',
    title: 'Inferometer: how fast neural networks run in this browser',
    description:
      'Measures how fast a neural network runs in your browser, on WebGPU, WebGL and WebAssembly, with honest statistics.',
  },
  leaderboard: {
    path: '/leaderboard',
    label: 'Leaderboard',
    title: 'Leaderboard · Inferometer',
    description:
      'Which engine and backend is fast on which device: what visitors sent of their runs, anonymously, with intervals.',
  },
  compare: {
    path: '/compare',
    label: 'Compare',
    title: 'Compare runs · Inferometer',
    description:
      'Compares kept runs of one model, of other days, browsers or devices: ratios with intervals, and a score over all configurations.',
  },
  device: {
    path: '/device',
    label: 'Device',
    title: 'What this device can do · Inferometer',
    description:
      'Which ways of running neural networks this browser offers on this device, why others are missing, and how to switch them on.',
  },
  method: {
    path: '/method',
    label: 'Method',
    title: 'How it measures · Inferometer',
    description:
      'The measuring protocol in plain words, and what each figure of a result means: medians, intervals, speedups, correctness.',
  },
  about: {
    path: '/about',
    label: 'About',
    title: 'About Inferometer',
    description: 'What Inferometer is, what it is built on, and how programs can drive it.',
  },
  privacy: {
    path: '/privacy',
    label: 'Privacy',
    title: 'Privacy · Inferometer',
    description: 'What stays in your browser, what this site’s server gets to see, and how to delete it all.',
  },
  api: {
    path: '/api',
    label: 'API',
    title: 'API reference · Inferometer',
    description:
      'Reading the leaderboard by program, sending and deleting results: every endpoint, parameter and document, with commands to try.',
  },
} as const satisfies Record<string, SitePage>;

/** The menu on top of every page. */
export const mainMenu: readonly SitePage[] = [
  pages.measure,
  pages.leaderboard,
  pages.compare,
  pages.device,
  pages.method,
];

export const footMenu: readonly SitePage[] = [pages.method, pages.api, pages.about, pages.privacy];

export const siteWords = {
  name: 'Inferometer',
  skip: 'Skip to the content',
  mainMenu: 'Main',
  footMenu: 'About this site',
  contents: 'On this page',
  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  footer:
    'Measured in your browser. Nothing is sent unless you send it; no account, no cookies, nothing from third parties.',
  withoutScript:
    'Measuring needs JavaScript, which is switched off in this browser. The leaderboard and the pages about the method and privacy can be read without.',
  tooOld:
    'This browser is too old to measure: it does not load JavaScript modules. Chrome or Edge 80, Firefox 114, Safari 16.4, or anything newer will do.',
} as const;

export const errorWords = {
  heading: {
    missing: 'There is no such page here.',
    failed: 'Something went wrong on this page.',
    unreachable: 'This page could not be reached.',
  },
  advice: {
    missing: 'The address may be old or mistyped.',
    failed: 'Reload it; if that does not help, try again later.',
    unreachable: 'There is no connection, or the site does not answer.',
  },
  again: 'Try again',
  stillUnreachable: 'Still no answer.',
  stillFailing: 'The site answers, but the page still does not come.',
  toStart: 'Go to the start page',
} as const;
