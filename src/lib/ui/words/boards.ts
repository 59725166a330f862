import {
  noValue,
  splitNested,
  type Facet,
  type FacetValue,
  type Origin,
} from '#lib/core/results/cohort-facets.ts';

/** What several pages of the leaderboard say, and its first one; the others have files of their own. */
export const boardWords = {
  heading: 'Leaderboard',
  intro:
    'What visitors sent of their runs, anonymously: one result per browser and board counts, and nothing is shown of fewer than five.',
  synthetic:
    'These numbers are made up: the database was filled with a synthetic population to try the site out. They say nothing about real devices.',
  origins: { crowd: 'Crowd', lab: 'Lab' },
  originsLabel: 'Whose results',
  originHint: {
    crowd: 'Sent by visitors, from whatever they have. Never pooled with the lab’s.',
    lab: 'Measured unattended on known devices, sent by rigs with a key. Never pooled with the crowd’s.',
  },
  everyone: 'everyone',
  above: 'Where this is',
  counted: (results: string, boards: string) => `${results} results are counted on ${boards} boards.`,
  // The list
  models: 'Models',
  devices: 'Devices',
  model: 'Model',
  fastest: 'Lowest median',
  fastestHint:
    'The lowest median is that of whoever ran the configuration: those with a fast graphics chip, for WebGPU. Which is faster on one device stands on the model’s page.',
  browsers: 'Browsers',
  boards: 'Boards',
  emptyList: 'No board can be shown yet.',
  emptyHow: 'Measure a model',
  emptyRest:
    'and send the result: five people who measured the same make the first board. Until then a single result is kept, and held back so that it cannot tell whose it is.',
  emptyLab: 'No rig has sent a result yet: npm run rig sends what a lab measures.',
  emptyCohort: 'No board of this cohort can be shown: fewer than five browsers of it have measured the same.',
  seeEveryone: 'See everyone’s',
  more: 'More',
  moreDevices: 'There are more devices than are listed here; the API lists them all.',
  // Tables of boards
  rowsCaption:
    'The fastest first. Drawn: how the browsers’ own medians are spread, on one logarithmic scale; below it the 95 % interval of their median.',
  configuration: 'Configuration',
  median: 'Median',
  distribution: 'Distribution',
  /** The picture of a distribution in words; `shares` says how much of it lies where. */
  spread: (shares: readonly string[]) => `Browsers: ${shares.join(', ')}`,
  shares: {
    p10: (time: string) => `a tenth within ${time}`,
    p25: (time: string) => `a quarter within ${time}`,
    p50: (time: string) => `half within ${time}`,
    p75: (time: string) => `three quarters within ${time}`,
    p90: (time: string) => `nine tenths within ${time}`,
  },
  compare: 'Compare',
  measureThis: 'Measure it here',
  /** Whose figures a row shows, where rows differ by it. */
  ofCrowd: (crowd: string) => `of ${crowd}`,
  ratio: 'Times as fast',
  bothRan: 'Ran both',
  // Filters
  filters: 'Choose',
  show: 'Show',
  clear: 'Show everything',
  any: 'any',
  /** The choice of a crowd around the one that is chosen: a browser, where its version is. */
  asInner: (outer: string) => `(${outer})`,
  engine: 'Engine',
  engineVersion: 'Version',
  backend: 'Backend',
  threads: 'Threads',
  precision: 'Precision',
  batch: 'Batch',
  // This device
  thisDevice: 'Your device would be here',
  thisDeviceAsked: 'asking this browser…',
  thisDeviceUnknown: 'this browser does not say enough to tell.',
  thisDeviceHint: 'Found out in this browser; nothing was sent.',
  thisDeviceNone: 'No board shows a crowd like yours yet: your result would help to make one.',
  thisDeviceShown: 'You are looking at a crowd that this browser belongs to.',
  ours: 'this browser',
  // Errors
  errors: {
    400: 'This address cannot be answered.',
    404: 'There is nothing here.',
    503: 'The leaderboard cannot be reached.',
  } as Readonly<Record<number, string>>,
  errorOtherwise: 'Something went wrong on this page.',
  back: 'Go to the leaderboard',
} as const;

export const facetTitles: Record<Facet, string> = {
  'form-factor': 'Form factor',
  os: 'System',
  browser: 'Browser',
  'browser-version': 'Browser version',
  'gpu-vendor': 'GPU maker',
  'gpu-architecture': 'GPU family',
  device: 'Device',
};

/** `apple metal-3`, `Chrome 156`, `phone`, `no GPU`; a device by the name it is given. */
export function facetValueWords({ facet, value }: FacetValue, name: string | null = null): string {
  if (name !== null) return name;
  if (value === noValue) return facet === 'device' ? 'no device named' : 'no GPU';
  if (facet === 'form-factor') return value === 'mobile' ? 'phone' : value;
  const { outer, inner } = splitNested(value);
  if (inner === null) return outer;
  return inner === noValue ? `${outer}, version not told` : `${outer} ${inner}`;
}

export function cohortWords(
  cohort: readonly FacetValue[],
  names: ReadonlyMap<string, string> = new Map(),
): string {
  if (cohort.length === 0) return boardWords.everyone;
  return cohort.map((each) => facetValueWords(each, names.get(each.value))).join(', ');
}

const engineTitles: Readonly<Record<string, string>> = {
  'onnxruntime-web': 'ONNX Runtime Web',
  tfjs: 'TensorFlow.js',
  litert: 'LiteRT',
};
/** In this order engines get their marks, the same on every page of the leaderboard. */
export const markedEngines = Object.keys(engineTitles);

export function engineTitle(engine: string): string {
  return engineTitles[engine] ?? engine;
}

export function originWords(origin: Origin): string {
  return boardWords.origins[origin];
}
