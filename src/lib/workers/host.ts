import type { CallMap, FromWorker, ToWorker } from './messages.ts';

export type Handlers<Calls extends CallMap> = {
  [Name in keyof Calls & string]: (
    request: Calls[Name]['request'],
    emit: (event: Calls[Name]['event']) => void,
  ) => Promise<Calls[Name]['reply']>;
};

/** The part of a dedicated worker's global scope that a host uses. */
export interface WorkerScope {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/**
 * Serves calls inside a worker. This is the one place that catches everything: a handler that throws answers with
 * the error's name and message, so that a call never stays open and a page never sees a stack.
 */
export function serveCalls<Calls extends CallMap>(scope: WorkerScope, handlers: Handlers<Calls>): void {
  const send = (message: FromWorker<Calls>) => scope.postMessage(message);
  scope.addEventListener('message', (event: MessageEvent<ToWorker<Calls>>) => {
    const { id, call, request } = event.data;
    const emit = (value: Calls[typeof call]['event']) =>
      send({ id, call, type: 'event', event: value } as FromWorker<Calls>);
    void answer(id, call, request, emit);
  });

  async function answer(
    id: number,
    call: keyof Calls & string,
    request: Calls[keyof Calls & string]['request'],
    emit: (event: Calls[keyof Calls & string]['event']) => void,
  ): Promise<void> {
    try {
      const reply = await handlers[call](request, emit);
      send({ id, call, type: 'reply', reply } as FromWorker<Calls>);
    } catch (error) {
      send({ id, type: 'thrown', ...describeThrown(error) });
    }
  }
}

/** Anything may be thrown; WASM engines throw numbers (pointers) and strings too. */
export function describeThrown(error: unknown): { name: string; message: string } {
  if (error instanceof Error) return { name: error.name, message: error.message };
  return { name: 'Error', message: typeof error === 'string' ? error : `the code threw ${String(error)}` };
}
