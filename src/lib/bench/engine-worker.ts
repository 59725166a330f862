import type { FailureCause } from '#lib/core/results/reasons.ts';
import type { EngineDescriptor, Unavailable } from '#lib/engines/engine.ts';
import type { EngineCalls } from '#lib/engines/messages.ts';
import type { WorkerClient } from '#lib/workers/client.ts';
import type { CallOutcome } from '#lib/workers/messages.ts';
import { withOwnWorker } from '#lib/workers/own-worker.ts';

export type EngineWorker = WorkerClient<EngineCalls>;
export type Cancelled = { readonly status: 'cancelled' };

/** `withOwnWorker` with a worker of an engine. */
export function withEngineWorker<Result>(
  engine: EngineDescriptor,
  signal: AbortSignal,
  work: (worker: EngineWorker) => Promise<Result>,
): Promise<Result> {
  return withOwnWorker(() => engine.startWorker(), signal, work);
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
