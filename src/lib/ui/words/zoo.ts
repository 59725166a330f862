export const zooWords = {
  heading: 'Models built here',
  about:
    'Well-known architectures with random weights, built in this browser in seconds. Nothing is downloaded, and every device measures the same bytes. They tell how fast a model runs, not what it can do.',
  caption: 'Architectures that are built in the browser',
  columns: { model: 'Model', task: 'Task', parameters: 'Parameters', work: 'MACs', size: 'Size' },
  building: (done: string, total: string) => `${done} of ${total} built`,
  /** The form with which a model is built in other sizes. */
  sizes: 'Built with',
  precision: 'Precision',
  rebuild: 'Build it so',
  dims: {
    batch: 'Batch',
    imageSize: 'Image size, pixels',
    sequenceLength: 'Sequence length',
  } as Readonly<Record<string, string>>,
  range: (minimum: number, maximum: number, multipleOf: number) =>
    `${minimum} to ${maximum}${multipleOf === 1 ? '' : `, a multiple of ${multipleOf}`}`,
  source: 'Architecture',
  published: (count: string, batchNorm: string | null) =>
    `${count} parameters as published${batchNorm === null ? '' : `, of which ${batchNorm} are folded into the convolutions here (batch norm)`}`,
} as const;
