import type { ProseSection } from './prose.ts';

export const privacyWords = {
  heading: 'Privacy',
  intro: 'Measuring sends nothing anywhere. This page says what is kept, where, and how to delete it.',
} as const;

export const privacySections: readonly ProseSection[] = [
  {
    id: 'here',
    title: 'What stays in this browser',
    list: [
      'Model files that you choose or drop: they are read in this page and never sent.',
      'Results: kept in this browser’s storage (IndexedDB) until you delete them, one by one or all at once, from the list of kept runs on the start page.',
      'Your choice of light or dark: one word in the browser’s local storage.',
      'The engines’ own files: in the browser’s ordinary cache, like pictures.',
    ],
  },
  {
    id: 'server',
    title: 'What this site’s server sees',
    paragraphs: [
      'What every web server sees: your network address, and which pages and engine files your browser asks for. The program behind this site writes no access log; whoever runs this copy may have put another server in front that does.',
      'There are no cookies, no accounts, no counters, and no requests to third parties: fonts, engines and models all come from this site.',
    ],
  },
  {
    id: 'leaderboard',
    title: 'What you send to the leaderboard',
    paragraphs: [
      'Nothing, until you click. Then the page shows the whole document before it goes, and a button to leave it be that is as large as the one that sends it.',
      'The document names nobody: browser and system by family, memory and cores in steps, the graphics chip by vendor and architecture, the model by its digest, and the measured times. A model’s name goes along only if you tick that. The server keeps the day and no address; to slow down abuse it holds a keyed digest of the network in memory, under a key that is thrown away every day.',
      'The browser keeps a token with which you can delete what you sent.',
    ],
  },
  {
    id: 'addresses',
    title: 'Models by address',
    paragraphs: [
      'If you type the address of a model, your browser fetches it from there, without cookies, and that server sees your network address. Nothing is asked of it before you press the button, or open a link whose plan names that address.',
    ],
  },
  {
    id: 'files',
    title: 'What saved results hold',
    paragraphs: [
      'A result names the model’s file, the browser and its major version, the operating system’s family, the number of cores, the memory as the browser rounds it, and the graphics chip’s maker and family. It holds no address, no account and no identifier of your device. Look through it before you pass it on: names of files can tell more than you think.',
    ],
  },
];
