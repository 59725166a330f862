import { describe, expect, it } from 'vitest';
import { describeThrown, serveCalls } from './host.ts';

type Calls = {
  double: { request: number; reply: number; event: string };
  fail: { request: unknown; reply: never; event: never };
};

/** The host over a real message channel, as a worker's global scope would be. */
function serve() {
  const { port1, port2 } = new MessageChannel();
  port1.start();
  serveCalls<Calls>(port1 as never, {
    double: (value, emit) => {
      emit('doubling');
      return Promise.resolve(2 * value);
    },
    // Engines throw anything: pointers, strings, errors.
    fail: (value) => Promise.reject(value),
  });
  const next = (count: number) =>
    new Promise<unknown[]>((resolve) => {
      const seen: unknown[] = [];
      port2.onmessage = ({ data }) => {
        seen.push(data);
        if (seen.length === count) resolve(seen);
      };
    });
  return { port2, next, close: () => port2.close() };
}

describe('serveCalls', () => {
  it('answers with the id and the call, events first', async () => {
    const { port2, next, close } = serve();
    const messages = next(2);
    port2.postMessage({ id: 7, call: 'double', request: 21 });
    expect(await messages).toEqual([
      { id: 7, call: 'double', type: 'event', event: 'doubling' },
      { id: 7, call: 'double', type: 'reply', reply: 42 },
    ]);
    close();
  });

  it.each([
    [new TypeError('no good'), { name: 'TypeError', message: 'no good' }],
    ['a string', { name: 'Error', message: 'a string' }],
    [4096, { name: 'Error', message: 'the code threw 4096' }],
  ])('catches whatever is thrown: %s', async (thrown, described) => {
    expect(describeThrown(thrown)).toEqual(described);
    const { port2, next, close } = serve();
    const messages = next(1);
    port2.postMessage({ id: 1, call: 'fail', request: thrown });
    expect(await messages).toEqual([{ id: 1, type: 'thrown', ...described }]);
    close();
  });
});
