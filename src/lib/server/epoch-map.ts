/**
 * What is true of one epoch, as long as no figures are published: at most so many things, the oldest forgotten first,
 * and all of them once something of a younger epoch comes.
 */
export class EpochMap<Value> {
  readonly #limit: number;
  readonly #values = new Map<string, Value>();
  #epoch = -1;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(epoch: number, key: string): Value | null {
    return epoch === this.#epoch ? (this.#values.get(key) ?? null) : null;
  }

  /** What took long may be of an epoch that is over by now; it is not kept. */
  put(epoch: number, key: string, value: Value): void {
    if (epoch < this.#epoch) return;
    if (epoch > this.#epoch) {
      this.#values.clear();
      this.#epoch = epoch;
    }
    const [oldest] = this.#values.keys();
    if (this.#values.size >= this.#limit && oldest !== undefined) this.#values.delete(oldest);
    this.#values.set(key, value);
  }

  delete(epoch: number, key: string): void {
    if (epoch === this.#epoch) this.#values.delete(key);
  }
}
