import type { ModelProblem } from './problems.ts';

export interface DownloadOptions {
  readonly onProgress?: (receivedBytes: number, totalBytes: number | null) => void;
  readonly signal?: AbortSignal | undefined;
  /** Nothing may be silent for longer: the answer, or the next part of it. */
  readonly stallLimitMs?: number | undefined;
  /** Larger files are refused, as soon as their size is known. */
  readonly limitBytes: number;
  /** What the file is called in a problem. */
  readonly name: string;
}

export type Download =
  | { readonly status: 'downloaded'; readonly blob: Blob }
  | { readonly status: 'problem'; readonly problem: ModelProblem };

const usualStallLimitMs = 30_000;

/** Chunks are handed to the browser in blobs of this size, which it may keep on disk; a large file never fills the heap. */
const spillBytes = 8 * 2 ** 20;

/**
 * Downloads one file, without retries. Whatever the network does comes back as a problem.
 *
 * A file that ends early is noticed by the browser, which then breaks the stream. Its own count against Content-Length
 * would be wrong where the answer is compressed: another origin's Content-Encoding cannot be seen, its length can.
 */
export async function download(url: URL, options: DownloadOptions): Promise<Download> {
  if (isCancelled(options)) return problem({ kind: 'cancelled' });
  const stalled = new AbortController();
  const watch = new StallWatch(stalled, options.stallLimitMs ?? usualStallLimitMs);
  // Not AbortSignal.any, which older Safari lacks: one controller that the caller's signal fires too.
  const onAbort = () => stalled.abort();
  options.signal?.addEventListener('abort', onAbort);
  const transfer = new Transfer(url, options);
  try {
    watch.restart();
    const response = await fetch(url, {
      signal: stalled.signal,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
    const refusal = transfer.begin(response);
    if (refusal !== null) {
      stalled.abort();
      return problem(refusal);
    }
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
      watch.restart();
      if (transfer.take(part.value)) continue;
      stalled.abort();
      return problem(transfer.tooLarge());
    }
    return { status: 'downloaded', blob: transfer.blob() };
  } catch (error) {
    if (isCancelled(options)) return problem({ kind: 'cancelled' });
    if (watch.hasFired)
      return problem({
        kind: 'no-answer',
        address: url.href,
        receivedBytes: transfer.receivedBytes,
        limitMs: watch.limitMs,
      });
    // Fetch reports every network failure as a TypeError, and tells nothing about it on purpose.
    if (error instanceof TypeError || error instanceof DOMException) return problem(transfer.broken());
    throw error;
  } finally {
    watch.stop();
    options.signal?.removeEventListener('abort', onAbort);
  }
}

function isCancelled({ signal }: DownloadOptions): boolean {
  return signal?.aborted === true;
}

function problem(found: ModelProblem): Download {
  return { status: 'problem', problem: found };
}

/** What has arrived of one file. */
class Transfer {
  receivedBytes = 0;
  #totalBytes: number | null = null;
  #hasBegun = false;
  #recent: Uint8Array<ArrayBuffer>[] = [];
  #recentBytes = 0;
  readonly #spilled: Blob[] = [];
  readonly #url: URL;
  readonly #options: DownloadOptions;

  constructor(url: URL, options: DownloadOptions) {
    this.#url = url;
    this.#options = options;
  }

  /** Looks at the answer's head; gives the problem where nothing is to be read. */
  begin(response: Response): ModelProblem | null {
    if (!response.ok) return { kind: 'http-status', address: this.#url.href, status: response.status };
    this.#hasBegun = true;
    this.#totalBytes = lengthOf(response);
    if (this.#totalBytes !== null && this.#totalBytes > this.#options.limitBytes) return this.tooLarge();
    this.#report();
    return null;
  }

  /** False where the file has become too large. */
  take(chunk: Uint8Array<ArrayBuffer>): boolean {
    this.receivedBytes += chunk.length;
    if (this.receivedBytes > this.#options.limitBytes) return false;
    this.#recent.push(chunk);
    this.#recentBytes += chunk.length;
    if (this.#recentBytes >= spillBytes) this.#spill();
    // More than was announced: the announced length was that of a compressed answer.
    if (this.#totalBytes !== null && this.receivedBytes > this.#totalBytes) this.#totalBytes = null;
    this.#report();
    return true;
  }

  blob(): Blob {
    this.#spill();
    return new Blob(this.#spilled);
  }

  tooLarge(): ModelProblem {
    const { name, limitBytes } = this.#options;
    return {
      kind: 'too-large',
      name,
      bytes: Math.max(this.receivedBytes, this.#totalBytes ?? 0),
      limitBytes,
    };
  }

  broken(): ModelProblem {
    const address = this.#url.href;
    if (!this.#hasBegun) return { kind: 'refused-or-unreachable', address };
    return {
      kind: 'download-cut',
      address,
      receivedBytes: this.receivedBytes,
      expectedBytes: this.#totalBytes,
    };
  }

  #spill(): void {
    if (this.#recentBytes > 0) this.#spilled.push(new Blob(this.#recent));
    this.#recent = [];
    this.#recentBytes = 0;
  }

  #report(): void {
    this.#options.onProgress?.(this.receivedBytes, this.#totalBytes);
  }
}

/** Null where the length is not told, or is visibly that of compressed bytes. */
function lengthOf(response: Response): number | null {
  const encoding = response.headers.get('content-encoding');
  const length = response.headers.get('content-length');
  if (length === null || !/^\d+$/.test(length) || (encoding !== null && encoding !== 'identity')) return null;
  return Number(length);
}

class StallWatch {
  readonly limitMs: number;
  hasFired = false;
  readonly #controller: AbortController;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(controller: AbortController, limitMs: number) {
    this.#controller = controller;
    this.limitMs = limitMs;
  }

  restart(): void {
    this.stop();
    this.#timer = setTimeout(() => {
      this.hasFired = true;
      this.#controller.abort();
    }, this.limitMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
