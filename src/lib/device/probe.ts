import { backendIds, type BackendId, type EngineId } from '#lib/core/results/ids.ts';
import { explain } from '#lib/core/results/reasons.ts';
import { WorkerClient } from '#lib/workers/client.ts';
import type { Availability, DeviceReport } from './device-report.ts';
import { readEnvironment } from './environment.ts';
import type { ProbeCalls, WorkerFacts } from './probe-calls.ts';

export interface OfferedEngine {
  readonly id: EngineId;
  readonly title: string;
  readonly version: string;
  readonly backends: readonly BackendId[];
  readonly formats: readonly string[];
  download(backend: BackendId): { readonly files: string; readonly bytes: number };
}

const limitMs = 20_000;

/**
 * What this browser can do, asked in a worker because that is where engines run. Loads no engine.
 * @throws Error with a sentence when not even the probing worker answers
 */
export async function probeDevice(engines: readonly OfferedEngine[]): Promise<DeviceReport> {
  const client = new WorkerClient<ProbeCalls>(
    new Worker(new URL('./probe.worker.ts', import.meta.url), { type: 'module', name: 'inferometer-probe' }),
  );
  const outcome = await client.call('probe', null, { limitMs });
  client.terminate();
  if (outcome.status !== 'answered') throw new Error('This browser did not answer what it can do.');
  const backends = availabilities(outcome.reply);
  return {
    environment: await readEnvironment(outcome.reply),
    backends,
    engines: engines.flatMap((engine) =>
      engine.backends.map((backend) => ({
        engine: engine.id,
        title: engine.title,
        version: engine.version,
        backend,
        availability: backends[backend],
        formats: engine.formats,
        download: engine.download(backend),
      })),
    ),
  };
}

function availabilities(facts: WorkerFacts): Record<BackendId, Availability> {
  return Object.fromEntries(backendIds.map((backend) => [backend, availabilityOf(backend, facts)])) as Record<
    BackendId,
    Availability
  >;
}

function availabilityOf(backend: BackendId, facts: WorkerFacts): Availability {
  const cause = facts.missing[backend];
  if (cause !== null) return { status: 'unavailable', cause, message: explain(cause) };
  switch (backend) {
    case 'webgpu':
    case 'webgl': {
      const adapter = facts[backend];
      const named = [adapter?.vendor, adapter?.architecture].filter(Boolean).join(' ');
      return { status: 'available', detail: named, software: adapter?.software ?? false };
    }
    case 'wasm-simd':
      return { status: 'available', detail: 'one thread', software: false };
    case 'wasm-threads':
      return {
        status: 'available',
        detail: `${navigator.hardwareConcurrency} logical cores`,
        software: false,
      };
  }
}
