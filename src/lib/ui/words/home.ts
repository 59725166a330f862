export const homeWords = {
  heading: 'How fast does a neural network run here?',
  intro:
    'In this browser, on this device, on every backend that it has: measured in rounds, checked for right results, with intervals you can trust.',
} as const;
