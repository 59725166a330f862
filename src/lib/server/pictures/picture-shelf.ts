import type { SharedResult } from '#lib/core/results/shared-result.ts';
import { pngOf } from './png.ts';
import { resultPicture } from './result-picture.ts';

/** Some 25 kB each. */
const picturesLimit = 200;

/**
 * Pictures of results by their ids, drawn when first asked for, one at a time, so that a crowd of askers gets answers
 * between two drawings. The latest are kept: what is sent never changes under its id.
 */
export class PictureShelf {
  readonly #kept = new Map<string, Promise<Buffer<ArrayBuffer>>>();
  #last: Promise<unknown> = Promise.resolve();

  /** PNG, 1200 × 630. */
  of(result: SharedResult): Promise<Buffer<ArrayBuffer>> {
    const kept = this.#kept.get(result.id);
    // Asked for again, it becomes the youngest.
    this.#kept.delete(result.id);
    const picture = kept ?? this.#draw(result);
    this.#kept.set(result.id, picture);
    for (const [oldest] of this.#kept) {
      if (this.#kept.size <= picturesLimit) break;
      this.#kept.delete(oldest);
    }
    return picture;
  }

  #draw(result: SharedResult): Promise<Buffer<ArrayBuffer>> {
    const drawn = this.#last.then(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return pngOf(resultPicture(result));
    });
    this.#last = drawn.catch(() => undefined);
    return drawn;
  }
}
