/** Of controls that stand on many pages. */
export const controlWords = {
  copied: 'Copied',
  copyRefused: 'The browser refused to copy',
  yesDelete: 'Yes, delete',
  no: 'No',
} as const;

export const pickerWords = {
  chosen: 'This device is a',
  unchoose: 'Say nothing about it',
  question: 'Which device is this? (optional, from a list)',
  found: 'Devices that fit',
  missing: 'The list of devices did not load. Try again later, or leave it empty.',
  none: 'No device of the list fits; leave it empty then.',
} as const;
