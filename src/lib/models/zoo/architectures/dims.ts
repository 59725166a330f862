/** The sizes that a model is built for; an architecture ignores those that it does not have. */
export interface ZooSizes {
  readonly batch: number;
  /** Height and width of the image, in pixels. */
  readonly imageSize: number;
  /** Tokens; for a decoding step those in the cache and the new one. */
  readonly sequenceLength: number;
}
