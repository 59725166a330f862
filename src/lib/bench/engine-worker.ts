import type { FailureCause } from '#lib/core/results/reasons.ts';
import type { EngineDescriptor, Unavailable } from '#lib/engines/engine.ts';
import type { EngineCalls } from '#lib/engines/messages.ts';
import { WorkerClient } from '#lib/workers/client.ts';
import type { CallOutcome } from '#lib/workers/messages.ts';

export type EngineWorker = WorkerClient<EngineCalls>;
export type Cancelled = { readonly status: 'cancelled' };

/** Does some work with a fresh worker of an engine, and ends the worker afterwards or when the signal fires. */
export async function withEngineWorker<Result>(
  engine: EngineDescriptor,
  signal: AbortSignal,
  work: (worker: EngineWorker) => Promise<Result>,
): Promise<Result> {
  const worker: EngineWorker = new WorkerClient(engine.startWorker());
  const terminate = () => worker.terminate();
  signal.addEventListener('abort', terminate);
  if (signal.aborted) terminate();
  try {
    return await work(worker);
  } finally {
    signal.removeEventListener('abort', terminate);
    terminate();
  }
}

/** The reply of a call, or what it means that there is none. `step` says what the worker was doing, for the sentence. */
export function replyOf<Reply>(outcome: CallOutcome<Reply>, step: string): Reply | Unavailable | Cancelled {
  switch (outcome.status) {
    case 'answered':
      return outcome.reply;
    case 'terminated':
      return { status: 'cancelled' };
    case 'timeout':
      return failed({ kind: 'timeout', step, limitMs: outcome.limitMs });
    case 'crashed':
      return failed({ kind: 'crashed', detail: outcome.message });
    case 'thrown':
      return failed({ kind: 'engine-error', detail: outcome.message });
  }
}

function failed(cause: FailureCause): Unavailable {
  return { status: 'failed', cause };
}
