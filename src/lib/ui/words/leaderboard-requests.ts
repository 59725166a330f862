/** What is said when the leaderboard does not take a request. */
export const requestWords = {
  unreachable: 'The leaderboard cannot be reached. Try again when you are online.',
  refused: (status: number) => `The leaderboard did not take it (HTTP ${status}).`,
} as const;
