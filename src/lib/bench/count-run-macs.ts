import type { InputSpec } from '#lib/core/protocol/input-spec.ts';
import { inputSeed } from '#lib/core/protocol/presets.ts';
import { explain } from '#lib/core/results/reasons.ts';
import type { EngineDescriptor } from '#lib/engines/engine.ts';
import type { ProfileCalls, ProfileReply } from '#lib/engines/profile-messages.ts';
import { engines } from '#lib/engines/registry.ts';
import { countMacsInWorker } from '#lib/models/inspect-in-worker.ts';
import type { LoadedModel } from '#lib/models/loaded-model.ts';
import { macsUnknown, type MacCount } from '#lib/onnx/macs/mac-count.ts';
import { withOwnWorker } from '#lib/workers/own-worker.ts';
import { replyOf, type Cancelled } from './engine-worker.ts';

interface MacsWanted {
  readonly model: LoadedModel;
  readonly specs: readonly InputSpec[];
  /** Longest that a run which has to tell the shapes may take, opening included. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
  /** Called when such a run begins. */
  readonly onProfile: () => void;
}

/**
 * The multiply-accumulates of one run with these inputs: from the graph alone, else from one run in an engine's
 * diagnostic worker. Null when cancelled.
 */
export async function countRunMacs(wanted: MacsWanted): Promise<MacCount | null> {
  const counted = await countMacsInWorker(wanted.model, wanted.specs, wanted.signal);
  if (counted?.status !== 'unknown') return counted;
  const start = profilerFor(wanted.model);
  if (start === null) return counted;
  wanted.onProfile();
  const profiled = await profile(start, wanted);
  if (profiled.status === 'cancelled') return null;
  if (profiled.status === 'profiled') return profiled.macs;
  const detail = `${counted.reason.message} The run that was to tell it did not end well. ${explain(profiled.cause)}`;
  return macsUnknown({ kind: 'not-counted', detail });
}

function profilerFor({ format }: LoadedModel): EngineDescriptor['startProfiler'] {
  return (
    engines.find((each) => each.startProfiler !== null && each.formats.includes(format))?.startProfiler ??
    null
  );
}

function profile(start: () => Worker, { model, specs, limitMs, signal }: MacsWanted) {
  return withOwnWorker<ProfileCalls, ProfileReply | Cancelled>(start, signal, async (worker) => {
    const request = { files: model.files, specs, seed: inputSeed };
    return replyOf(
      await worker.call('profile', request, { limitMs }),
      'running the model once for its shapes',
    );
  });
}
