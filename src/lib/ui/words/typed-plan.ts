/** What is wrong with a plan as it is typed. */
export const typedPlanWords = {
  notWhole: (typed: string, largest: string) => `“${typed}” is not a whole number from 1 to ${largest}.`,
  noBatch: 'Name at least one batch size.',
  seedRange: (largest: string) => `The seed is a whole number from 0 to ${largest}.`,
  noBackend: 'Choose at least one backend.',
} as const;
