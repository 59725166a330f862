export const runningWords = {
  live: 'Runs of this configuration as they come, from zero up; hollow while it warms up.',
} as const;
