/** The boards of one device. */
export const deviceBoardWords = {
  title: (device: string) => `${device} · Leaderboard · Inferometer`,
  description: (device: string) =>
    `How fast neural networks run in browsers on ${device}: medians with 95 % intervals by model, engine and backend.`,
  intro: 'Results whose senders picked this device.',
  empty:
    'No board of this device can be shown yet: either nobody who has it sent a result, or fewer than five, whose results are held back.',
  allOnDevice: 'All configurations on this device',
} as const;
