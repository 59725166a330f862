/** Runs that this browser keeps, finished or interrupted. */
export const keptWords = {
  heading: 'Kept runs',
  none: 'None yet. What you measure stays here, in this browser, until you delete it.',
  some: 'They stay in this browser until you delete them.',
  compare: 'Compare',
  compareThis: (title: string, moment: string) => `Compare ${title} of ${moment}`,
  compareHint: 'Choose two or more runs to compare them.',
  saveAll: 'Save all as a file',
  add: 'Add runs from a file',
  deleteAll: 'Delete all',
  deleteAllQuestion: (count: number) => (count === 1 ? 'Delete this run?' : `Delete all ${count} runs?`),
  delete: 'Delete',
  deleteQuestion: 'Delete this run?',
  label: 'Name and notes',
  labelOf: (title: string) => `Name and notes of ${title}`,
  name: 'Name',
  notes: 'Notes',
  save: 'Save',
  cancel: 'Cancel',
  cancelled: 'cancelled',
} as const;

export const interruptedWords = {
  heading: (canGoOn: boolean, model: string, moment: string, done: number, planned: number) =>
    `${canGoOn ? 'Continue the run' : 'Interrupted run'} of ${model} from ${moment}: ${done} of ${planned} rounds done`,
  about:
    'The page was reloaded, closed or crashed while it measured. What was measured is kept; the round that was interrupted is completed.',
  fileForgotten: 'The browser has forgotten the file: choose it again.',
  chooseFile: (model: string) => `Choose the file of ${model}`,
  continue: 'Continue',
  end: 'End it and show what was measured',
  discard: 'Discard',
} as const;
