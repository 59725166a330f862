import type { InputSpec } from '#lib/core/protocol/input-spec.ts';
import type { Plan } from '#lib/core/protocol/plan.ts';
import type { LoopSettings } from '#lib/core/protocol/measure-loop.ts';
import { correctnessInputs, inputSeed } from '#lib/core/protocol/presets.ts';
import type { ResidentTensors } from '#lib/core/protocol/resident-tensors.ts';
import type { CellKey } from '#lib/core/results/ids.ts';
import type { ColdPath } from '#lib/core/results/run-document.ts';
import type { EngineDescriptor, Observed, OpenRequest, Unavailable } from '#lib/engines/engine.ts';
import type { MeasureEvent, MeasureReply, ReferenceOutputs } from '#lib/engines/messages.ts';
import { replyOf, withEngineWorker, type Cancelled } from './engine-worker.ts';
import { watchInterruptions, type Interruption } from './visibility.ts';

export interface CellWork {
  readonly engine: EngineDescriptor;
  readonly key: CellKey;
  readonly format: string;
  readonly files: OpenRequest['files'];
  readonly resident: ResidentTensors;
  readonly specs: readonly InputSpec[];
  readonly reference: ReferenceOutputs | null;
  readonly settings: LoopSettings;
  readonly limits: Plan['limits'];
}

export type CellStep = { readonly step: 'opening' } | MeasureEvent;

export type CellRoundOutcome =
  | {
      readonly status: 'measured';
      readonly observed: Observed;
      readonly cold: ColdPath;
      readonly measured: Extract<MeasureReply, { status: 'measured' }>;
    }
  | { readonly status: 'voided'; readonly cause: Interruption }
  | Unavailable
  | Cancelled;

/** One cell in one round, in a worker of its own that is ended afterwards, whatever happened. */
export async function runCellRound(
  work: CellWork,
  signal: AbortSignal,
  onStep: (step: CellStep) => void,
): Promise<CellRoundOutcome> {
  const ended = new AbortController();
  const end = () => ended.abort();
  signal.addEventListener('abort', end);
  let interruption: Interruption | null = null;
  const stopWatching = watchInterruptions((cause) => {
    interruption = cause;
    end();
  });
  if (signal.aborted) end();
  const outcome = await withEngineWorker(
    work.engine,
    ended.signal,
    async (worker): Promise<CellRoundOutcome> => {
      onStep({ step: 'opening' });
      const { backend, threads } = work.key;
      const { format, files, resident } = work;
      const request = { backend, threads, format, files, resident };
      const opening = await worker.call('open', request, { limitMs: work.limits.openMs });
      const opened = replyOf(opening, 'opening the model');
      if (opened.status !== 'opened') return opened;
      const { specs, settings, reference } = work;
      const measuring = await worker.call(
        'measure',
        { specs, settings, reference, seed: inputSeed, inputs: correctnessInputs },
        { limitMs: work.limits.roundMs, onEvent: onStep },
      );
      const measured = replyOf(measuring, 'measuring');
      if (measured.status !== 'measured') return measured;
      const { runtimeMs, sessionMs, observed } = opened;
      const cold = { runtimeMs, sessionMs, firstRunMs: measured.firstRunMs };
      return { status: 'measured', observed, cold, measured };
    },
  ).finally(() => {
    stopWatching();
    signal.removeEventListener('abort', end);
  });
  if (interruption !== null && !signal.aborted) return { status: 'voided', cause: interruption };
  return outcome;
}
