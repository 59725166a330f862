/** Answers kept at once; one is at most fifty rows, some 30 kB. */
const answersLimit = 500;

/** An answer to a reader, ready to be sent again. */
export interface ReadyAnswer {
  /** Its entity tag. */
  readonly tag: string;
  readonly json: Buffer<ArrayBuffer>;
}

/**
 * Ready answers of one epoch: as long as no figures are published, the same question has the same answer. They are
 * found by what is asked, however it was written; and by the address just as it was asked, which takes no reading of
 * the question at all. An address is only known once it was answered for.
 */
export class AnswerCache {
  #epoch = -1;
  readonly #byQuestion = new Map<string, ReadyAnswer>();
  readonly #byAddress = new Map<string, ReadyAnswer>();
  readonly #asked = new Map<string, Promise<unknown>>();

  get(epoch: number, question: string): ReadyAnswer | null {
    return epoch === this.#epoch ? (this.#byQuestion.get(question) ?? null) : null;
  }

  /** @param address path and search, as in the request's first line */
  atAddress(epoch: number, address: string): ReadyAnswer | null {
    return epoch === this.#epoch ? (this.#byAddress.get(address) ?? null) : null;
  }

  put(epoch: number, question: string, answer: ReadyAnswer): void {
    if (this.#isCurrent(epoch)) keep(this.#byQuestion, question, answer);
  }

  putAddress(epoch: number, address: string, answer: ReadyAnswer): void {
    if (this.#isCurrent(epoch)) keep(this.#byAddress, address, answer);
  }

  /** Asks once for all who want the same at the same time: after a publication everybody does. */
  once<Outcome>(epoch: number, question: string, ask: () => Promise<Outcome>): Promise<Outcome> {
    const key = `${epoch} ${question}`;
    const asked = this.#asked.get(key) as Promise<Outcome> | undefined;
    if (asked !== undefined) return asked;
    const asking = ask().finally(() => this.#asked.delete(key));
    this.#asked.set(key, asking);
    return asking;
  }

  /** Whether answers of this epoch are kept; those of an older one are forgotten. */
  #isCurrent(epoch: number): boolean {
    if (epoch > this.#epoch) {
      this.#byQuestion.clear();
      this.#byAddress.clear();
      this.#epoch = epoch;
    }
    return epoch === this.#epoch;
  }
}

function keep(answers: Map<string, ReadyAnswer>, key: string, answer: ReadyAnswer): void {
  if (answers.size >= answersLimit) {
    const [oldest] = answers.keys();
    if (oldest !== undefined) answers.delete(oldest);
  }
  answers.set(key, answer);
}
