export const homeWords = {
  heading: 'How fast does a neural network run here?',
  intro:
    'In this browser, on this device, on every backend that it has: measured in rounds, checked for right results, with intervals you can trust.',
  measureHeading: 'Measure this device',
  measure: 'Measure this device',
  ownModel: 'Bring your own model',
  what: (models: number, cells: number) =>
    `${models} small models, each in ${cells} ${cells === 1 ? 'configuration' : 'configurations'}.`,
  /** Before the script of the page has come. */
  whatRoughly: '3 small models, each on every backend.',
  takes: 'Takes about',
  builtHere: 'The models are built here;',
  engine: 'the engine is downloaded once',
  nothingSent: 'Nothing is uploaded.',
  leftOut: (backends: string) =>
    `${backends} would be rendered by the processor here, which says nothing about a graphics chip and takes very long; the suite leaves that out.`,
  crowdHeading: 'What others measured',
  crowd: {
    results: 'results',
    boards: 'boards',
    models: 'models',
    devices: 'named devices',
  },
  crowdSynthetic: 'These figures are made up, to try the site out.',
  crowdMore: 'See what is fast on which device',
  crowdEmpty:
    'No board can be shown yet. Measure this device and send the result, and you are the first: a board opens when five people have measured the same.',
  crowdUnreachable: 'The leaderboard cannot be reached at the moment. Measuring works without it.',
  otherWays: 'Other ways to measure',
  oneModel: 'One trained model',
  measureOne: (title: string) => `Measure ${title} here`,
  measureSome: 'Measure a model here',
  oneTakes: (cells: number) => `for ${cells} ${cells === 1 ? 'configuration' : 'configurations'}; downloads`,
  modelAndEngine: (model: string) => `${model} and the engine itself.`,
  modelOfAll: (all: string, model: string) =>
    `${all} (${model} model, the rest engine) unless the browser has them already.`,
  noModels: 'This site has no models of its own here. Give it one of yours: it stays in this browser.',
} as const;

export const ownModelWords = {
  heading: 'Your own model',
  about:
    'An ONNX file (.onnx with its weight files, or .ort) or a TensorFlow.js model (model.json with its weight files). Drop it or its folder anywhere on this page, or choose it. It stays in this browser. A saved result (.json) opens here too.',
  files: 'Choose files',
  folder: 'Choose a folder',
  address: 'or its address',
  load: 'Load',
  addressMissing: 'Type or paste the address of a model file first.',
} as const;

export const dropWords = {
  invitation: 'Drop a model, its folder, or a saved result',
  unreadable: 'The dropped files could not be read. Choose them with the button instead.',
} as const;

export const shelfWords = {
  heading: 'Models on the shelf',
  caption: 'Small trained models served from this site',
  columns: { model: 'Model', task: 'Task', size: 'Size', licence: 'Licence' },
} as const;
