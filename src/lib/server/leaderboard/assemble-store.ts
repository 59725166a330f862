import { Refresher } from './refresher.ts';
import { resultRow } from './result-row.ts';
import type { ReaderCalls, WriterCalls } from './store-calls.ts';
import type { NewResult, ReadyOutcome, Store, Unavailable } from './store.ts';
import { SubmitQueue } from './submit-queue.ts';

/** A probe is a transaction: asking more often than this gets the last answer. */
const readyLastsMs = 1_000;

const closedOutcome: Unavailable = {
  status: 'unavailable',
  reason: 'closed',
  detail: 'The store was closed.',
};

/** The store from its two sides, wherever they run. `epoch` is the one at the start. */
export function assembleStore(writer: WriterCalls, reader: ReaderCalls, epoch: number): Store {
  const queue = new SubmitQueue(writer.submit);
  const refresher = new Refresher(writer, reader, epoch);
  let isClosed = false;
  let ready: { outcome: Promise<ReadyOutcome>; sinceMs: number } | null = null;
  const open = <Outcome>(call: () => Promise<Outcome>): Promise<Outcome | Unavailable> =>
    isClosed ? Promise.resolve(closedOutcome) : call();
  refresher.start();
  return {
    submit: (result: NewResult) => open(() => queue.add(resultRow(result))),
    remove: (id, tokenSha256) => open(() => writer.remove(id, tokenSha256)),
    read: (id) => open(() => reader.read(id)),
    models: (query) => open(() => reader.models(query)),
    devices: (query) => open(() => reader.devices(query)),
    boards: (query) => open(() => reader.boards(query)),
    distribution: (query) => open(() => reader.distribution(query)),
    compare: (query) => open(() => reader.compare(query)),
    findModels: (query) => open(() => reader.findModels(query)),
    overview: (query) => open(() => reader.overview(query)),
    histograms: (cohorts) => open(() => reader.histograms(cohorts)),
    choices: (query) => open(() => reader.choices(query)),
    ratios: (query) => open(() => reader.ratios(query)),
    stats: () => open(() => reader.stats()),
    rigOf: (keySha256) => open(() => reader.rigOf(keySha256)),
    epoch: () => refresher.epoch,
    ready: () =>
      open(() => {
        const nowMs = performance.now();
        if (ready === null || nowMs - ready.sinceMs > readyLastsMs) {
          ready = { outcome: writer.probe(), sinceMs: nowMs };
        }
        return ready.outcome;
      }),
    refresh: () => open(() => refresher.refresh()),
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      await queue.settle();
      await refresher.stop();
      await reader.close();
      await writer.close();
    },
  };
}
