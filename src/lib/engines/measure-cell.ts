import { measureLoop, type LoopClock } from '#lib/core/protocol/measure-loop.ts';
import { numericValues } from '#lib/core/protocol/numeric-outputs.ts';
import { projectOutputs } from '#lib/core/protocol/projection.ts';
import { makeInputs } from '#lib/core/protocol/random-inputs.ts';
import type { HostTensor } from '#lib/core/protocol/tensors.ts';
import { createAgreement, type AgreementAccumulator } from '#lib/core/statistics/output-agreement.ts';
import type { BoundInputs, OpenedModel, Unavailable } from './engine.ts';
import type {
  MeasureEvent,
  MeasureReply,
  MeasureRequest,
  ReferenceReply,
  ReferenceRequest,
} from './messages.ts';
import { readReference, ReferenceRecorder } from './reference-outputs.ts';

/**
 * One cell in one round. The first correctness input is the timed first run, and nothing runs before it; the others
 * follow, are checked and count as warm-up; then comes the measuring loop on the first input.
 */
export function measureCell(
  model: OpenedModel,
  request: MeasureRequest,
  clock: LoopClock,
  emit: (event: MeasureEvent) => void,
): Promise<MeasureReply> {
  return whileDeviceLasts(model, async () => {
    emit({ step: 'first-run' });
    const checks = await runCorrectnessInputs(model, request, clock, emit);
    const warmedUp = { iterations: checks.inputs, elapsedMs: checks.elapsedMs };
    const loop = await ofEngine(model, () =>
      measureLoop(() => checks.first.run(), request.settings, clock, warmedUp, emit),
    );
    return {
      status: 'measured',
      firstRunMs: checks.firstRunMs,
      loop,
      checkedInputs: checks.checkedInputs,
      agreement: checks.checkedInputs === 0 ? null : checks.agreement.finish(),
      projection: checks.projection,
      flags: model.flags(),
    };
  });
}

/** Runs the reference over the correctness inputs, until they are through or the time is up; at least one. */
export function runReference(
  model: OpenedModel,
  request: ReferenceRequest,
  clock: LoopClock,
): Promise<ReferenceReply> {
  return whileDeviceLasts(model, async () => {
    const recorder = new ReferenceRecorder();
    const startedAtMs = clock.now();
    let runMs = 0;
    for (let index = 0; index < request.inputs; index++) {
      const inputs = makeInputs(request.specs, index, request.seed);
      const bound = await ofEngine(model, () => model.bind(inputs));
      runMs = await timeRun(model, bound, clock);
      recorder.add(await ofEngine(model, () => bound.outputs()));
      if (clock.now() - startedAtMs > request.budgetMs) break;
    }
    return { status: 'referenced', outputs: recorder.finish(), runMs };
  });
}

interface Checks {
  readonly first: BoundInputs;
  readonly firstRunMs: number;
  readonly inputs: number;
  readonly checkedInputs: number;
  /** Of the runs after the first, without making inputs and comparing outputs. */
  readonly elapsedMs: number;
  readonly agreement: AgreementAccumulator;
  readonly projection: readonly number[];
}

async function runCorrectnessInputs(
  model: OpenedModel,
  request: MeasureRequest,
  clock: LoopClock,
  emit: (event: MeasureEvent) => void,
): Promise<Checks> {
  const agreement = createAgreement();
  const firstInputs = makeInputs(request.specs, 0, request.seed);
  const first = await ofEngine(model, () => model.bind(firstInputs));
  const firstRunMs = await timeRun(model, first, clock);
  const firstOutputs = await ofEngine(model, () => first.outputs());
  const projection = projectOutputs(firstOutputs.map(numericValues));
  let checkedInputs = await check(agreement, firstOutputs, request, 0);
  // The first run compiles shaders and allocates; it is a measurement of its own and warms nothing up for long.
  let elapsedMs = 0;
  let inputs = 1;
  emit({ step: 'checking' });
  while (inputs < request.inputs && elapsedMs < request.settings.warmUpMaximumMs) {
    const nextInputs = makeInputs(request.specs, inputs, request.seed);
    const bound = await ofEngine(model, () => model.bind(nextInputs));
    elapsedMs += await timeRun(model, bound, clock);
    checkedInputs += await check(agreement, await ofEngine(model, () => bound.outputs()), request, inputs);
    inputs += 1;
  }
  return { first, firstRunMs, inputs, checkedInputs, elapsedMs, agreement, projection };
}

function timeRun(model: OpenedModel, bound: BoundInputs, clock: LoopClock): Promise<number> {
  return ofEngine(model, async () => {
    const startedAtMs = clock.now();
    await bound.run();
    return clock.now() - startedAtMs;
  });
}

const noElements = new Float32Array(0);

/** Compares the outputs by name. Resolves to 1 where there was something to compare with, else to 0. */
async function check(
  agreement: AgreementAccumulator,
  outputs: readonly HostTensor[],
  request: MeasureRequest,
  inputIndex: number,
): Promise<0 | 1> {
  if (request.reference === null) return 0;
  const reference = await readReference(request.reference, inputIndex);
  if (reference === null || reference.length === 0) return 0;
  const byName = new Map(outputs.map((output) => [output.name, output]));
  for (const [outputIndex, { name, dims, values }] of reference.entries()) {
    const output = byName.get(name);
    const sameShape = output !== undefined && output.dims.join() === dims.join();
    // An output that is missing or turned round has the wrong shape, whatever its number of elements.
    agreement.add(sameShape ? numericValues(output) : noElements, values, dims, outputIndex);
  }
  return 1;
}

/** What an engine threw, already understood; everything else that is thrown here is a bug of ours. */
class EngineRefusal extends Error {
  readonly outcome: Unavailable;
  constructor(outcome: Unavailable) {
    super('The engine refused.');
    this.outcome = outcome;
  }
}

async function ofEngine<Result>(model: OpenedModel, work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw new EngineRefusal(model.classify(error));
  }
}

/** A run on a lost device may reject, resolve with rubbish or never settle: the loss itself decides. */
function whileDeviceLasts<Reply>(
  model: OpenedModel,
  work: () => Promise<Reply>,
): Promise<Reply | Unavailable> {
  const lost = model.lost.then((cause): Unavailable => ({ status: 'failed', cause }));
  const done = work().catch((error: unknown) => {
    if (error instanceof EngineRefusal) return error.outcome;
    throw error;
  });
  return Promise.race([lost, done]);
}
