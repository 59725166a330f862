import type { InputSpec } from '#lib/core/protocol/input-spec.ts';
import type { Plan } from '#lib/core/protocol/plan.ts';
import { correctnessInputs, inputSeed, presets } from '#lib/core/protocol/presets.ts';
import { noResidents } from '#lib/core/protocol/resident-tensors.ts';
import { explain, type FailureCause } from '#lib/core/results/reasons.ts';
import type { EngineDescriptor, OpenRequest, TensorDescription, Unavailable } from '#lib/engines/engine.ts';
import type { ReferenceOutputs } from '#lib/engines/messages.ts';
import type { LoadedModel } from '#lib/models/loaded-model.ts';
import { resolveInputs } from '#lib/models/resolve-inputs.ts';
import { replyOf, withEngineWorker, type Cancelled } from './engine-worker.ts';

/** What the cells of one batch size are fed, and what they should answer. */
export type Reference =
  | {
      readonly status: 'ready';
      readonly specs: readonly InputSpec[];
      readonly outputs: ReferenceOutputs | null;
      /** Why outputs cannot be checked; null where they can. */
      readonly problem: string | null;
      /** What the outputs are of, as a sentence, where they are not the reference cell's; null where they are. */
      readonly standIn: string | null;
      readonly inputs: readonly TensorDescription[] | null;
      readonly outputDescriptions: readonly TensorDescription[] | null;
    }
  /** The model or its inputs are wrong: no cell needs to try. */
  | { readonly status: 'hopeless'; readonly cause: FailureCause }
  | Cancelled;

/**
 * Runs the reference cell over the correctness inputs, before any round and in a worker of its own, so that every
 * cell's outputs can be compared where they arise and only figures have to travel.
 */
export async function takeReference(
  engine: EngineDescriptor | null,
  model: LoadedModel,
  plan: Plan,
  batch: number,
  signal: AbortSignal,
): Promise<Reference> {
  const known = model.description === null ? null : specsFor(model.description.inputs, model, plan, batch);
  if (known?.status === 'hopeless') return known;
  if (engine === null) return withoutReference(known, 'No engine here can be the reference for this model.');
  const run = { engine, model, plan, batch, signal, known };
  const first = await runReferenceOn('wasm-simd', run);
  const { plainBackend } = engine;
  if (first.outcome.status !== 'unsupported' || plainBackend === null) return asReference(first);
  const second = await runReferenceOn(plainBackend, run);
  if (second.outcome.status === 'cancelled') return second.outcome;
  if (second.outcome.status !== 'ready') return asReference(first);
  const standIn = `Compared with ${engine.title} on its plain CPU backend. ${explain(first.outcome.cause)}`;
  return { ...second.outcome, standIn };
}

interface ReferenceRun {
  readonly engine: EngineDescriptor;
  readonly model: LoadedModel;
  readonly plan: Plan;
  readonly batch: number;
  readonly signal: AbortSignal;
  readonly known: Specs | null;
}

/** How it went, and what is known of the inputs by then. */
interface Attempt {
  readonly outcome: Reference | Unavailable;
  readonly known: Specs | null;
}

function runReferenceOn(
  backend: OpenRequest['backend'],
  { engine, model, plan, batch, signal, known }: ReferenceRun,
): Promise<Attempt> {
  return withEngineWorker(engine, signal, async (worker): Promise<Attempt> => {
    const { format, files, preset } = model;
    const resident = preset.resident ?? noResidents;
    const request = { backend, threads: 1, format, files, resident };
    const opened = replyOf(
      await worker.call('open', request, { limitMs: plan.limits.openMs }),
      'opening the model',
    );
    if (opened.status !== 'opened') return { outcome: opened, known };
    const resolved = known ?? specsFor(opened.inputs ?? [], model, plan, batch);
    if (resolved.status === 'hopeless') return { outcome: resolved, known };
    const { specs } = resolved;
    const budgetMs = presets[plan.preset].warmUpMaximumMs;
    const running = await worker.call(
      'reference',
      { specs, seed: inputSeed, inputs: correctnessInputs, budgetMs },
      { limitMs: plan.limits.roundMs },
    );
    const answered = replyOf(running, 'running the reference');
    if (answered.status !== 'referenced') return { outcome: answered, known: resolved };
    const outcome: Reference = {
      status: 'ready',
      specs,
      outputs: answered.outputs,
      problem: null,
      standIn: null,
      inputs: opened.inputs,
      outputDescriptions: opened.outputs,
    };
    return { outcome, known: resolved };
  });
}

type Specs = { readonly status: 'resolved'; readonly specs: readonly InputSpec[] };
type Hopeless = Extract<Reference, { status: 'hopeless' }>;

function specsFor(
  inputs: readonly TensorDescription[],
  model: LoadedModel,
  plan: Plan,
  batch: number,
): Specs | Hopeless {
  const [request] = plan.models;
  if (request === undefined) throw new Error('A plan has a model.');
  const resolved = resolveInputs(inputs, model, request, batch);
  if (resolved.status === 'resolved') return resolved;
  return { status: 'hopeless', cause: { kind: 'input-mismatch', detail: resolved.message } };
}

/** Faults of the model itself: every other cell would meet the same one. */
const modelFaults: readonly FailureCause['kind'][] = [
  'invalid-model',
  'unknown-operator',
  'missing-external-data',
  'model-unreadable',
  'input-mismatch',
];

/** A run without outputs becomes a reference without outputs, or the end of the whole run. */
function asReference({ outcome, known }: Attempt): Reference {
  if (outcome.status !== 'failed' && outcome.status !== 'unsupported') return outcome;
  if (outcome.status === 'failed' && modelFaults.includes(outcome.cause.kind)) {
    return { status: 'hopeless', cause: outcome.cause };
  }
  // Without the engine's word nobody knows what such a model is to be fed.
  if (known === null && outcome.status === 'failed') return { status: 'hopeless', cause: outcome.cause };
  return withoutReference(known, `The reference did not run. ${explain(outcome.cause)}`);
}

function withoutReference(known: Specs | null, problem: string): Reference {
  if (known === null) return { status: 'hopeless', cause: { kind: 'model-unreadable', detail: problem } };
  return {
    status: 'ready',
    specs: known.specs,
    outputs: null,
    problem,
    standIn: null,
    inputs: null,
    outputDescriptions: null,
  };
}
