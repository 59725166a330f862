import { serveCalls, type WorkerScope } from '#lib/workers/host.ts';
import type { Engine, OpenedModel } from './engine.ts';
import type { EngineCalls } from './messages.ts';
import { measureCell, runReference } from './measure-cell.ts';
import { workerClock } from '#lib/workers/worker-clock.ts';

/** Serves one engine's calls inside its worker. A worker opens one model, once, and is then terminated. */
export function serveEngine(engine: Engine): void {
  let opened: OpenedModel | null = null;
  serveCalls<EngineCalls>(globalThis as unknown as WorkerScope, {
    fetchFiles: async ({ backend, format }, emit) => ({
      bytes: await engine.fetchFiles(backend, format, (receivedBytes) => emit({ receivedBytes })),
    }),
    open: async (request) => {
      if (opened !== null) throw new Error('A worker opens one model only.');
      const outcome = await engine.open(request);
      if (outcome.status !== 'opened') return outcome;
      opened = outcome.model;
      const { observed, runtimeMs, sessionMs, inputs, outputs } = opened;
      return { status: 'opened', observed, runtimeMs, sessionMs, inputs, outputs };
    },
    reference: (request) => runReference(requireOpened(opened), request, workerClock()),
    measure: (request, emit) => measureCell(requireOpened(opened), request, workerClock(), emit),
  });
}

function requireOpened(opened: OpenedModel | null): OpenedModel {
  if (opened === null) throw new Error('No model was opened.');
  return opened;
}
