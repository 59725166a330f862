import type { BackendId } from '#lib/core/results/ids.ts';

/** What each backend is, for somebody who has never heard of it. */
export const backendWords: Record<BackendId, string> = {
  webgpu:
    'Computes on the graphics chip through the browser’s newest interface. Usually the fastest way for large models; small ones may lose more on the way to the chip and back than they gain.',
  webgl:
    'Computes on the graphics chip through the older drawing interface. Fewer operators and less precision, but almost every browser has it.',
  'wasm-simd':
    'Computes on one processor core with vector instructions. Available nearly everywhere, and what the others are compared with.',
  'wasm-threads':
    'Computes on several processor cores at once. Needs shared memory, which browsers give only to pages that isolate themselves from other sites.',
};

/** Of the page about the device alone; what the start page shows too stands in `device.ts`. */
export const devicePageWords = {
  intro:
    'Asked at every visit, in a worker like those that measure. Nothing of it leaves this browser, and no engine was loaded for it.',
  waiting: 'Asking the browser…',
  withoutScript:
    'Only JavaScript can ask this browser what it offers. What each way of computing is can be read here all the same.',
  answered: 'The browser has answered.',
  softwareMeaning:
    'The processor imitates a graphics chip here. It can be measured, but the numbers say nothing about a graphics chip.',
  howTo: 'How to get it',
  whatItMeans: 'What that means',
  surroundings: 'What numbers depend on',
  engines: 'Engines',
  enginesAbout:
    'What each engine would download, compressed, once. Backends of one engine may share files. Models in ONNX format run on ONNX Runtime Web, those of TensorFlow.js on TensorFlow.js.',
  engine: 'Engine',
} as const;

export interface Fact {
  readonly term: string;
  readonly value: string;
  readonly meaning: string;
}

export const factWords = {
  browser: {
    term: 'Browser',
    meaning: 'Engines run on the browser’s own compiler and graphics layer, so its version matters.',
  },
  cores: {
    term: 'Logical cores',
    meaning: 'As the browser tells them; some tell fewer than there are. Threads are chosen by this number.',
  },
  memory: {
    term: 'Memory',
    meaning: 'At least this much; browsers round it on purpose, and some tell nothing.',
  },
  isolated: {
    term: 'Isolated page',
    meaning:
      'The site’s server asks for isolation with two headers (COOP and COEP). It brings shared memory and a finer clock.',
  },
  shared: {
    term: 'Shared memory',
    meaning: 'SharedArrayBuffer, without which there are no WebAssembly threads.',
  },
  clock: {
    term: 'Clock step',
    meaning: 'Runs are timed in batches so long that one step is at most 1 % of a sample.',
  },
} as const;

/** What stands behind a fact's name. */
export const factValues = {
  waiting: '…',
  notTold: 'not told',
  memory: (gib: number) => `${gib} GiB or more`,
  yes: 'yes',
  no: 'no',
} as const;
