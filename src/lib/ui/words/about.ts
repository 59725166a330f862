import type { ProseSection } from './prose.ts';

export const aboutWords = {
  heading: 'About Inferometer',
  intro:
    'An instrument: it measures how fast a neural network runs in this browser on this device, on every engine and backend that can run it, and says which to ship.',
  version: 'Version',
} as const;

export const aboutSections: readonly ProseSection[] = [
  {
    id: 'why',
    title: 'Why',
    paragraphs: [
      'The same model can be ten times faster on one backend than on another, and which one wins differs by model, browser and device. Numbers measured once, on a developer’s desktop, in one tab, mislead. Here every number comes with an interval, every result is checked for being right, and what cannot be told apart is called a tie.',
    ],
  },
  {
    id: 'engines',
    title: 'Engines',
    paragraphs: [
      'ONNX Runtime Web (MIT licence) for ONNX models, and TensorFlow.js (Apache-2.0 licence) for its own format. Both are served from this site, unchanged, and loaded only when a configuration needs them.',
    ],
  },
  {
    id: 'programs',
    title: 'For programs',
    paragraphs: [
      'Every page offers window.inferometer: probe() tells what the device can do, addModelFiles() hands a model over, run() measures a plan and returns the document, cancel() ends it. Playwright, WebDriver and device clouds drive it the same way.',
      'A plan in an address (#plan=…) prepares the page; it starts on a click only, or by itself where a program drives the browser. The command line, npm run bench, does all this for you.',
      'What the leaderboard shows can be read by programs too.',
    ],
    more: { path: '/api', label: 'API reference' },
  },
  {
    id: 'licence',
    title: 'Licence',
    paragraphs: [
      'Free software under the MIT licence. Models on the shelf carry their own licences, named beside them.',
    ],
  },
];
