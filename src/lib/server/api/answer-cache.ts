import { EpochMap } from '../epoch-map.ts';

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
  readonly #byQuestion = new EpochMap<ReadyAnswer>(answersLimit);
  readonly #byAddress = new EpochMap<ReadyAnswer>(answersLimit);
  readonly #asked = new Map<string, Promise<unknown>>();

  get(epoch: number, question: string): ReadyAnswer | null {
    return this.#byQuestion.get(epoch, question);
  }

  /** @param address path and search, as in the request's first line */
  atAddress(epoch: number, address: string): ReadyAnswer | null {
    return this.#byAddress.get(epoch, address);
  }

  put(epoch: number, question: string, answer: ReadyAnswer): void {
    this.#byQuestion.put(epoch, question, answer);
  }

  putAddress(epoch: number, address: string, answer: ReadyAnswer): void {
    this.#byAddress.put(epoch, address, answer);
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
}
