import { describe, expect, it } from 'vitest';
import { WorkerClient } from './client.ts';

type Calls = {
  add: { request: [number, number]; reply: number; event: never };
  count: { request: number; reply: 'done'; event: number };
  sleep: { request: number; reply: number; event: never };
  fail: { request: unknown; reply: never; event: never };
};

/** A real worker that speaks the channel's messages, written out so that the test holds the wire format too. */
function startWorker(): Worker {
  const source = `
    const handlers = {
      add: async ([a, b]) => a + b,
      count: async (n, emit) => { for (let i = 1; i <= n; i++) emit(i); return 'done'; },
      sleep: (ms) => new Promise((resolve) => setTimeout(() => resolve(ms), ms)),
      fail: async (value) => { throw value; },
    };
    addEventListener('message', async ({ data: { id, call, request } }) => {
      if (call === 'fail') { if (request === 'uncaught') setTimeout(() => { throw new Error('outside of any call'); }); else postMessage({ id, type: 'thrown', name: 'Error', message: String(request) }); return; }
      const reply = await handlers[call](request, (event) => postMessage({ id, call, type: 'event', event }));
      postMessage({ id, call, type: 'reply', reply });
    });`;
  return new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
}

function brokenWorker(): Worker {
  return new Worker(URL.createObjectURL(new Blob(['this is no script'], { type: 'text/javascript' })));
}

describe('WorkerClient', () => {
  it('answers each call by its own reply, whatever the order', async () => {
    const client = new WorkerClient<Calls>(startWorker());
    const slow = client.call('sleep', 60);
    const quick = client.call('add', [2, 3]);
    expect(await quick).toEqual({ status: 'answered', reply: 5 });
    expect(await slow).toEqual({ status: 'answered', reply: 60 });
    client.terminate();
  });

  it('passes events on before the reply', async () => {
    const client = new WorkerClient<Calls>(startWorker());
    const seen: number[] = [];
    expect(await client.call('count', 3, { onEvent: (event) => seen.push(event) })).toEqual({
      status: 'answered',
      reply: 'done',
    });
    expect(seen).toEqual([1, 2, 3]);
    client.terminate();
  });

  it('gives up at the time limit, and a late answer settles nothing else', async () => {
    const client = new WorkerClient<Calls>(startWorker());
    expect(await client.call('sleep', 150, { limitMs: 20 })).toEqual({ status: 'timeout', limitMs: 20 });
    expect(await client.call('sleep', 300)).toEqual({ status: 'answered', reply: 300 });
    client.terminate();
  });

  it('settles open and later calls when it is terminated', async () => {
    const client = new WorkerClient<Calls>(startWorker());
    const open = client.call('sleep', 10_000);
    client.terminate();
    expect(await open).toEqual({ status: 'terminated' });
    expect(await client.call('add', [1, 1])).toEqual({ status: 'terminated' });
  });

  it('tells a handler that threw from a worker that broke', async () => {
    const client = new WorkerClient<Calls>(startWorker());
    expect(await client.call('fail', 'a reason')).toEqual({
      status: 'thrown',
      name: 'Error',
      message: 'a reason',
    });
    expect(await client.call('fail', 'uncaught')).toMatchObject({
      status: 'crashed',
      message: expect.stringContaining('outside of any call'),
    });
    client.terminate();
  });

  it('says so when the worker script does not load', async () => {
    const client = new WorkerClient<Calls>(brokenWorker());
    expect(await client.call('add', [1, 1], { limitMs: 10_000 })).toMatchObject({ status: 'crashed' });
    client.terminate();
  });
});
