/** A file on its way to a worker. A blob crosses by reference; only the worker that reads it pays for its bytes. */
export interface NamedBlob {
  /** Path by which a model refers to the file, `/` between folders. */
  readonly name: string;
  readonly blob: Blob;
}
