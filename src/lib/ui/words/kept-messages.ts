/** What becomes of reading and changing kept runs. Apart from their list's words, which the start page loads later. */
export const keptMessages = {
  unavailable: (reason: string) => `Runs cannot be kept here: ${reason}.`,
  deletedElsewhere: 'This run has been deleted in another tab.',
  endedElsewhere: 'This run was finished or discarded in another tab.',
  unreadable: (reason: string) => `This run could not be read: ${reason}.`,
  allUnreadable: (reason: string) => `The runs could not be read: ${reason}.`,
  fileUnreadable: 'The file could not be read; it may have been moved or changed. Choose it again.',
  notLabelled: (reason: string) => `The name and notes could not be changed: ${reason}.`,
  notDeleted: (reason: string) => `The run could not be deleted: ${reason}.`,
  noneDeleted: (reason: string) => `The runs could not be deleted: ${reason}.`,
  notKept: (reason: string) => `The run could not be kept: ${reason}.`,
  notDiscarded: (reason: string) => `The run could not be discarded: ${reason}.`,
  notAdded: (reason: string) => `The runs could not be added: ${reason}.`,
  added: (count: number) => `${count} ${count === 1 ? 'run was' : 'runs were'} added.`,
  known: (count: number) =>
    count === 1
      ? '1 was here already and stayed as it was.'
      : `${count} were here already and stayed as they were.`,
} as const;
