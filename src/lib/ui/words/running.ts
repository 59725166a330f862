/** While a model is loaded or measured. */
export const runningWords = {
  live: 'Runs of this configuration as they come, from zero up; hollow while it warms up.',
  heading: (model: string) => `Measuring ${model}`,
  cancel: 'Cancel',
  cancelKeep: 'Cancel, keep what is measured',
  left: (span: string) => `about ${span} left`,
  advice: 'Leave this tab in front, and the device alone: whatever else it does shows in the numbers.',
  soFar: 'So far',
} as const;

export const loadingWords = {
  heading: 'Loading',
  files: (count: number) => `${count} files`,
  /** Built, or downloaded, so far. */
  amount: (done: string, total: string | null, isBuilt: boolean) =>
    `${done}${total === null ? '' : ` of ${total}`} ${isBuilt ? 'built' : 'downloaded'}`,
  reading: 'Reading the model',
  connecting: 'Connecting',
  cancel: 'Cancel',
  several: (count: number) => `Which of these ${count} models?`,
  noneOfThem: 'None of them',
} as const;
