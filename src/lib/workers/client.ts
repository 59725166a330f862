import { describeThrown } from './host.ts';
import type { CallMap, CallOutcome, FromWorker, ToWorker } from './messages.ts';

export interface CallOptions<Event> {
  /** Longest that the whole call may take. */
  readonly limitMs?: number;
  /** Longest that the worker may keep silent: every event starts it anew. */
  readonly stallLimitMs?: number;
  readonly onEvent?: (event: Event) => void;
}

interface Pending {
  settle(outcome: CallOutcome<never>): void;
  onEvent(event: never): void;
}

/**
 * The page's end of a worker. Every call settles exactly once, whatever happens to the worker; nothing here rejects.
 * A worker that hung or crashed is of no further use: terminate it.
 */
export class WorkerClient<Calls extends CallMap> {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  #ended: CallOutcome<never> | null = null;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.addEventListener('message', (event: MessageEvent<FromWorker<Calls>>) => this.#receive(event.data));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#end({ status: 'crashed', message: event.message || 'the worker script did not load' });
    });
    worker.addEventListener('messageerror', () => {
      this.#end({ status: 'crashed', message: 'an answer could not be read' });
    });
  }

  /** Sends one request. Past `limitMs` the call settles as a timeout and a later answer is dropped. */
  call<Name extends keyof Calls & string>(
    name: Name,
    request: Calls[Name]['request'],
    options: CallOptions<Calls[Name]['event']> = {},
  ): Promise<CallOutcome<Calls[Name]['reply']>> {
    if (this.#ended !== null) return Promise.resolve(this.#ended);
    const id = this.#nextId++;
    return new Promise((resolve) => {
      const giveUpAfter = (limitMs: number | undefined) =>
        limitMs === undefined ? undefined : setTimeout(() => settle({ status: 'timeout', limitMs }), limitMs);
      const whole = giveUpAfter(options.limitMs);
      let stall = giveUpAfter(options.stallLimitMs);
      const settle = (outcome: CallOutcome<Calls[Name]['reply']>) => {
        clearTimeout(whole);
        clearTimeout(stall);
        this.#pending.delete(id);
        resolve(outcome);
      };
      const onEvent = (event: Calls[Name]['event']) => {
        clearTimeout(stall);
        stall = giveUpAfter(options.stallLimitMs);
        options.onEvent?.(event);
      };
      this.#pending.set(id, { settle, onEvent });
      try {
        this.#worker.postMessage({ id, call: name, request } as ToWorker<Calls>);
      } catch (error) {
        // What cannot be cloned never reached the worker.
        settle({ status: 'thrown', ...describeThrown(error) });
      }
    });
  }

  /** Ends the worker at once; calls still open settle as `terminated`. */
  terminate(): void {
    this.#worker.terminate();
    this.#end({ status: 'terminated' });
  }

  #receive(message: FromWorker<Calls>): void {
    const pending = this.#pending.get(message.id);
    if (pending === undefined) return;
    switch (message.type) {
      case 'event':
        pending.onEvent(message.event as never);
        return;
      case 'reply':
        pending.settle({ status: 'answered', reply: message.reply as never });
        return;
      case 'thrown':
        pending.settle({ status: 'thrown', name: message.name, message: message.message });
        return;
    }
  }

  #end(outcome: CallOutcome<never>): void {
    this.#ended ??= outcome;
    for (const pending of [...this.#pending.values()]) pending.settle(outcome);
  }
}
