/** What the measuring page says when something does not go, or is missing. Loaded with the start page: keep it short. */
export const problemWords = {
  partMissing: 'A part of the page did not load. Reload it to try again.',
  unreachable:
    'A part of the page could not be loaded: there is no connection, or the site does not answer. Try again when it does.',
  modelPartMissing:
    'A part of the page did not load, so the model could not be read. Reload the page and try again.',
  notProbed:
    'This browser did not say what it can do, so nothing was measured. Reload the page to try again.',
  // Plans in links
  linkWithoutModel: 'The plan in this link names no model.',
  linkNeedsFile:
    'The plan in this link is for a model file on somebody’s device. Drop that file here, and the plan is ready.',
  // The run
  otherProgram: 'A program is measuring in this page already; wait until it is done.',
  faulty: 'The measurement stopped because of a fault in this page. Reload it and try again.',
  notMeasured: 'It was not measured.',
} as const;
