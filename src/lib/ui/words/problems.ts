/** What the measuring page says when something does not go, or is missing. Loaded with the start page: keep it short. */
export const problemWords = {
  partMissing: 'A part of the page did not load. Reload it to try again.',
  modelPartMissing:
    'A part of the page did not load, so the model could not be read. Reload the page and try again.',
  // Plans in links
  linkDamaged: 'The plan in this link is cut off or damaged. Copy the whole link and open it again.',
  linkRefused: (path: string | null) =>
    `The plan in this link cannot be measured: a part is missing or not allowed.${path === null ? '' : ` Look at “${path}”.`}`,
  linkWithoutModel: 'The plan in this link names no model.',
  linkNeedsFile:
    'The plan in this link is for a model file on somebody’s device. Drop that file here, and the plan is ready.',
  // The plan as it is typed
  notWhole: (typed: string, largest: string) => `“${typed}” is not a whole number from 1 to ${largest}.`,
  noBatch: 'Name at least one batch size.',
  seedRange: (largest: string) => `The seed is a whole number from 0 to ${largest}.`,
  noBackend: 'Choose at least one backend.',
  // The run
  otherProgram: 'A program is measuring in this page already; wait until it is done.',
  faulty: 'The measurement stopped because of a fault in this page. Reload it and try again.',
  notMeasured: 'It was not measured.',
} as const;
