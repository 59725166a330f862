import { WorkerClient } from '#lib/workers/client.ts';
import type { SelfCalls, SelfFigures } from './self-calls.ts';

/** For `scripts/bench-self.ts`, which opens this page and calls it. Rejects when the worker did not answer. */
Object.assign(globalThis, {
  async measureSelf(request: SelfCalls['measure']['request']): Promise<SelfFigures> {
    const worker = new Worker(new URL('./self.worker.ts', import.meta.url), { type: 'module', name: 'self' });
    const client = new WorkerClient<SelfCalls>(worker);
    const outcome = await client.call('measure', request);
    client.terminate();
    if (outcome.status !== 'answered')
      throw new Error(`The worker did not answer: ${JSON.stringify(outcome)}`);
    return outcome.reply;
  },
});
