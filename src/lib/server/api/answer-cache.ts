/** Answers kept at once; one is at most fifty rows, some 30 kB. */
const answersLimit = 500;

/** Ready-made texts of one epoch: as long as no figures are published, the same question has the same answer. */
export class AnswerCache {
  #epoch = -1;
  readonly #texts = new Map<string, string>();

  get(epoch: number, question: string): string | null {
    return epoch === this.#epoch ? (this.#texts.get(question) ?? null) : null;
  }

  put(epoch: number, question: string, text: string): void {
    if (epoch < this.#epoch) return;
    if (epoch > this.#epoch) {
      this.#texts.clear();
      this.#epoch = epoch;
    }
    if (this.#texts.size >= answersLimit) {
      const [oldest] = this.#texts.keys();
      if (oldest !== undefined) this.#texts.delete(oldest);
    }
    this.#texts.set(question, text);
  }
}
