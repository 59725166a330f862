import { measureLoop, type LoopClock } from '#lib/core/protocol/measure-loop.ts';
import { inputSeed, presets } from '#lib/core/protocol/presets.ts';
import { makeInputs } from '#lib/core/protocol/random-inputs.ts';
import type { HostTensor } from '#lib/core/protocol/tensors.ts';
import { median, sortSamples } from '#lib/core/statistics/samples.ts';
import { bindInputs } from '#lib/engines/onnxruntime-web/bind.ts';
import { importRuntime, wasmPathsOf, type Runtime } from '#lib/engines/onnxruntime-web/runtime.ts';
import { serveCalls, type WorkerScope } from '#lib/workers/host.ts';
import { workerClock } from '#lib/workers/worker-clock.ts';
import { slowModel } from '../fixtures/onnx-models.ts';
import type { SelfCalls, SelfFigures } from './self-calls.ts';

serveCalls<SelfCalls>(globalThis as unknown as WorkerScope, {
  async measure({ pairs, modelSize, modelLayers }) {
    const clock = workerClock();
    const empty = await costOfAnEmptyEngine(clock);
    const ort = await importRuntime('wasm-simd');
    const paths = wasmPathsOf('wasm-simd');
    if (paths !== null) ort.env.wasm.wasmPaths = paths;
    ort.env.wasm.numThreads = 1;
    const session = await ort.InferenceSession.create(slowModel(modelSize, modelLayers), {
      executionProviders: ['wasm'],
    });
    const spec = {
      name: 'x',
      dtype: 'float32',
      shape: [modelSize, modelSize],
      rule: { kind: 'normal' },
    } as const;
    const inputs = makeInputs([{ ...spec, shape: [...spec.shape] }], 0, inputSeed);
    const bound = bindInputs(ort, session, inputs);
    const ours = async () => {
      const { samplesMs } = await measureLoop(() => bound.run(), presets.quick, clock);
      return median(sortSamples(samplesMs));
    };
    const bare = () => bareLoop(ort, session, inputs);
    await bare();
    const results: { oursMs: number; bareMs: number }[] = [];
    for (let pair = 0; pair < pairs; pair++) {
      // Which comes first alternates, so that a drift of the machine favours neither.
      const first = pair % 2 === 0 ? await ours() : await bare();
      const second = pair % 2 === 0 ? await bare() : await ours();
      results.push(pair % 2 === 0 ? { oursMs: first, bareMs: second } : { oursMs: second, bareMs: first });
    }
    return { ...empty, pairs: results };
  },
});

type EmptyCost = Pick<SelfFigures, 'emptyEngineUsPerIteration' | 'emptyEngineIterations'>;

/** A clock that is finer than any run keeps one run to a sample, so that no batch spreads the loop's own cost. */
async function costOfAnEmptyEngine(clock: LoopClock): Promise<EmptyCost> {
  let iterations = 0;
  const run = () => {
    iterations += 1;
    return Promise.resolve();
  };
  let reads = 0;
  const fine: LoopClock = { ...clock, now: () => clock.now() + reads++ * 1e-6, resolutionMs: 1e-12 };
  const startedAtMs = clock.now();
  await measureLoop(run, presets.quick, fine);
  const elapsedMs = clock.now() - startedAtMs;
  return { emptyEngineUsPerIteration: (1000 * elapsedMs) / iterations, emptyEngineIterations: iterations };
}

/** What one would write by hand: warm up, then time single runs for as long as our quick preset samples. */
async function bareLoop(
  ort: Runtime,
  session: Awaited<ReturnType<Runtime['InferenceSession']['create']>>,
  inputs: readonly HostTensor[],
): Promise<number> {
  const feeds = Object.fromEntries(
    inputs.map(({ name, dtype, data, dims }) => [name, new ort.Tensor(dtype, data, dims)]),
  );
  for (const endMs = performance.now() + presets.quick.warmUpMinimumMs; performance.now() < endMs;)
    await session.run(feeds);
  const samplesMs: number[] = [];
  for (const endMs = performance.now() + presets.quick.samplingMinimumMs; performance.now() < endMs;) {
    const startedAtMs = performance.now();
    await session.run(feeds);
    samplesMs.push(performance.now() - startedAtMs);
  }
  return samplesMs.toSorted((a, b) => a - b)[samplesMs.length >> 1] ?? NaN;
}
