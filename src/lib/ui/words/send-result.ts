/** The panel that shows what would be sent, and what comes after. */
export const sendWords = {
  title: 'Leaderboard',
  open: 'Send to the leaderboard …',
  opens: 'You see exactly what would be sent, and decide then.',
  question: 'Send this result to the leaderboard?',
  explanation:
    'It goes without your name, your address, your files, or anything else that could tell who you are; the text below is all of it, and it becomes public, with a page of its own. Your browser keeps a token with which you can delete it.',
  withName: (name: string) => `Send the model’s name too: “${name}”`,
  whatSize: (bytes: string) => `What is sent, ${bytes} (without these line breaks):`,
  what: 'What is sent',
  send: 'Send it',
  refuse: 'Do not send it',
  sent: 'Sent. It has a page of its own, and counts on the',
  board: 'leaderboard',
  asSoonAs: 'as soon as enough others have measured the same.',
  kept: 'You can delete it here, on its page or, later, on the leaderboard’s page.',
  notKept: 'This browser does not keep the token that deletes it: delete it now, or copy the token.',
  seePage: 'See what is kept of it',
  copyToken: 'Copy the token that deletes it',
  delete: 'Delete my result',
  deleteQuestion: 'Delete it from the leaderboard?',
  deleted: 'Deleted from the leaderboard.',
  refusals: {
    'nothing-measured': 'No cell of this run was measured, so there is nothing to send.',
    unfit: 'This run holds something that the leaderboard does not take, so it cannot be sent.',
    'too-large': 'This run is too large for the leaderboard. Measure fewer cells at a time.',
  },
  /** The list of what was sent before. */
  mine: 'Sent from this browser',
  about: (model: string, day: string) => `of ${model}, ${day}`,
} as const;
