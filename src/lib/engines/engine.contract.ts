import { describe, expect, it } from 'vitest';
import type { InputSpec } from '#lib/core/protocol/input-spec.ts';
import { noResidents } from '#lib/core/protocol/resident-tensors.ts';
import { inputSeed } from '#lib/core/protocol/presets.ts';
import { verdictOf } from '#lib/core/statistics/verdict.ts';
import type { BackendId } from '#lib/core/results/ids.ts';
import type { FailureCause } from '#lib/core/results/reasons.ts';
import { WorkerClient } from '#lib/workers/client.ts';
import type { CallOutcome } from '#lib/workers/messages.ts';
import type { NamedBlob } from '#lib/workers/named-blob.ts';
import type { EngineBackend, EngineDescriptor } from './engine.ts';
import type { EngineCalls, MeasureReply, OpenReply, ReferenceOutputs } from './messages.ts';
import { contractModels as onnxModels } from './onnxruntime-web/contract-models.ts';
import { engines } from './registry.ts';
import { contractModels as tensorFlowModels } from './tfjs/contract-models.ts';

/** What a contract needs of an engine's own formats: real small models, one set for each engine. */
export interface ContractModels {
  readonly format: string;
  /** Runs on every backend of the engine. */
  readonly small: { readonly files: ModelFiles; readonly specs: readonly InputSpec[] };
  /** More models that run on every backend, each for a way in which models of this engine differ. */
  readonly others: readonly {
    readonly name: string;
    readonly format: string;
    readonly files: ModelFiles;
    readonly specs: readonly InputSpec[];
  }[];
  /** Backends on which inputs and outputs can stay on the device. */
  readonly keepsResidentsOn: readonly BackendId[];
  /** Not a model at all. */
  readonly garbage: ModelFiles;
  /** Models with a fault that opening must name. */
  readonly broken: readonly {
    readonly name: string;
    readonly files: ModelFiles;
    readonly kind: FailureCause['kind'];
  }[];
  /** A valid file with an operator that nobody knows. */
  readonly unknownOperator: ModelFiles;
  /** Models that one backend cannot run though the engine can. */
  readonly unsupported: readonly {
    readonly backend: BackendId;
    readonly operator: string;
    readonly files: ModelFiles;
    /** Whether the engine can tell when it opens the model, or only when it runs it. */
    readonly when: 'opening' | 'running';
    readonly specs: readonly InputSpec[];
  }[];
}
type ModelFiles = readonly [NamedBlob, ...NamedBlob[]];

const models: Readonly<Record<string, ContractModels>> = {
  'onnxruntime-web': onnxModels,
  tfjs: tensorFlowModels,
};

const settings = { warmUpMinimumMs: 20, warmUpMaximumMs: 400, samplingMinimumMs: 20, samplingMaximumMs: 400 };

function answer<Reply>(outcome: CallOutcome<Reply>): Reply {
  if (outcome.status !== 'answered') throw new Error(`No answer: ${JSON.stringify(outcome)}`);
  return outcome.reply;
}

async function inWorker<Result>(
  engine: EngineDescriptor,
  work: (client: WorkerClient<EngineCalls>) => Promise<Result>,
): Promise<Result> {
  const client = new WorkerClient<EngineCalls>(engine.startWorker());
  try {
    return await work(client);
  } finally {
    client.terminate();
  }
}

function open(
  client: WorkerClient<EngineCalls>,
  backend: EngineBackend,
  files: ModelFiles,
  format: string,
  resident = noResidents,
) {
  const threads = backend === 'wasm-threads' ? 2 : 1;
  return client.call('open', { backend, threads, format, files, resident }).then(answer<OpenReply>);
}

for (const engine of engines) {
  const given = models[engine.id];
  if (given === undefined) throw new Error(`The contract has no models for ${engine.id}.`);
  describe(engine.title, () => contract(engine, given));
}

function contract(engine: EngineDescriptor, given: ContractModels): void {
  const { small, format } = given;
  let reference: Promise<ReferenceOutputs> | null = null;
  const takeReference = () =>
    (reference ??= inWorker(engine, async (client) => {
      await open(client, 'wasm-simd', small.files, format);
      const request = { specs: small.specs, seed: inputSeed, inputs: 3, budgetMs: 10_000 };
      const reply = answer(await client.call('reference', request));
      if (reply.status !== 'referenced') throw new Error(JSON.stringify(reply));
      return reply.outputs;
    }));

  for (const backend of engine.backends) {
    it(`measures on ${backend} and computes what the reference computes`, async () => {
      const outputs = await takeReference();
      await inWorker(engine, async (client) => {
        expect(answer(await client.call('fetchFiles', { backend, format })).bytes).toBeGreaterThanOrEqual(0);
      });
      await inWorker(engine, async (client) => {
        const opened = await open(client, backend, small.files, format);
        if (opened.status !== 'opened') throw new Error(JSON.stringify(opened));
        expect(opened.observed.threads).toBe(backend === 'wasm-threads' ? 2 : 1);
        expect(opened.runtimeMs).toBeGreaterThan(0);
        expect(opened.sessionMs).toBeGreaterThan(0);
        expect(opened.observed.adapter !== null).toBe(backend === 'webgpu' || backend === 'webgl');
        const steps = new Set<string>();
        const measured = answer<MeasureReply>(
          await client.call(
            'measure',
            {
              specs: small.specs,
              seed: inputSeed,
              inputs: 3,
              settings,
              reference: outputs,
            },
            { onEvent: (event) => steps.add(event.step) },
          ),
        );
        if (measured.status !== 'measured') throw new Error(JSON.stringify(measured));
        if (measured.agreement === null) throw new Error('Nothing was compared.');
        expect(verdictOf(measured.agreement, 'fp32')).toBe('pass');
        expect(measured.checkedInputs).toBe(3);
        expect(measured.firstRunMs).toBeGreaterThan(0);
        expect(measured.loop.samplesMs.length).toBeGreaterThanOrEqual(3);
        expect(measured.loop.samplesMs.every((sampleMs) => sampleMs > 0)).toBe(true);
        expect(measured.projection).toHaveLength(16);
        expect(measured.flags).not.toContain('leaks-tensors');
        expect([...steps]).toEqual(expect.arrayContaining(['first-run', 'checking']));
      });
    });

    it(`keeps tensors on the device on ${backend}, or says that it does not`, async () => {
      const outputs = await takeReference();
      const resident = {
        inputs: small.specs.map(({ name }) => name),
        outputs: outputs.inputs[0]?.tensors.map(({ name }) => name) ?? [],
      };
      await inWorker(engine, async (client) => {
        await open(client, backend, small.files, format, resident);
        const request = { specs: small.specs, seed: inputSeed, inputs: 3, settings, reference: outputs };
        const measured = answer<MeasureReply>(await client.call('measure', request));
        if (measured.status !== 'measured') throw new Error(JSON.stringify(measured));
        if (measured.agreement === null) throw new Error('Nothing was compared.');
        expect(verdictOf(measured.agreement, 'fp32')).toBe('pass');
        expect(measured.flags.includes('residents-moved')).toBe(
          !given.keepsResidentsOn.some((keeping) => keeping === backend),
        );
      });
    });

    it(`refuses bytes that are no model on ${backend}`, async () => {
      const reply = await inWorker(engine, (client) => open(client, backend, given.garbage, format));
      expect(reply).toMatchObject({ status: 'failed', cause: { kind: 'invalid-model' } });
    });
  }

  for (const other of given.others) {
    it(`runs ${other.name} alike on every backend`, async () => {
      const request = { specs: other.specs, seed: inputSeed, inputs: 3 };
      const outputs = await inWorker(engine, async (client) => {
        await open(client, 'wasm-simd', other.files, other.format);
        const reply = answer(await client.call('reference', { ...request, budgetMs: 10_000 }));
        if (reply.status !== 'referenced') throw new Error(JSON.stringify(reply));
        return reply.outputs;
      });
      expect(outputs.bytes.size).toBeGreaterThan(0);
      const { plainBackend } = engine;
      for (const backend of [...engine.backends, ...(plainBackend === null ? [] : [plainBackend])]) {
        const reply = await inWorker(engine, async (client) => {
          const opened = await open(client, backend, other.files, other.format);
          expect(opened).toMatchObject({ status: 'opened' });
          return answer(await client.call('measure', { ...request, settings, reference: outputs }));
        });
        if (reply.status !== 'measured') throw new Error(`${backend}: ${JSON.stringify(reply)}`);
        if (reply.agreement === null) throw new Error('Nothing was compared.');
        expect(verdictOf(reply.agreement, 'fp32'), backend).toBe('pass');
        expect(reply.flags, backend).not.toContain('leaks-tensors');
      }
    });
  }

  it.each(given.broken)('says what is wrong with $name', async ({ files, kind }) => {
    const reply = await inWorker(engine, (client) => open(client, 'wasm-simd', files, format));
    expect(reply).toMatchObject({ status: 'failed', cause: { kind } });
  });

  it('gives the reference cell the outputs of the reference, to the last bit', async () => {
    const outputs = await takeReference();
    await inWorker(engine, async (client) => {
      await open(client, 'wasm-simd', small.files, format);
      const request = {
        specs: small.specs,
        seed: inputSeed,
        inputs: 3,
        settings,
        reference: outputs,
      } as const;
      const measured = answer<MeasureReply>(await client.call('measure', request));
      expect(measured).toMatchObject({ status: 'measured', agreement: { nrmse: 0, maxAbs: 0 } });
    });
  });

  it('fails on an operator that nobody knows, and names it', async () => {
    const reply = await inWorker(engine, (client) =>
      open(client, 'wasm-simd', given.unknownOperator, format),
    );
    expect(reply).toMatchObject({
      status: 'failed',
      cause: { kind: 'unknown-operator', operator: 'Frobnicate' },
    });
  });

  it.each(given.unsupported)(
    'says that $backend does not implement $operator',
    async ({ backend, operator, files, when, specs }) => {
      const reply = await inWorker(engine, async (client) => {
        const opened = await open(client, backend, files, format);
        if (when === 'opening') return opened;
        expect(opened.status).toBe('opened');
        return answer(await client.call('reference', { specs, seed: 1, inputs: 1, budgetMs: 1000 }));
      });
      expect(reply).toMatchObject({
        status: 'unsupported',
        cause: { kind: 'unsupported-operator', operator },
      });
    },
  );

  it('says that inputs of another shape do not fit', async () => {
    await inWorker(engine, async (client) => {
      await open(client, 'wasm-simd', small.files, format);
      const specs = small.specs.map((spec) => ({ ...spec, shape: [...spec.shape, 2] }));
      const reply = answer(await client.call('reference', { specs, seed: 1, inputs: 1, budgetMs: 1000 }));
      expect(reply).toMatchObject({ status: 'failed', cause: { kind: 'input-mismatch' } });
    });
  });

  it('opens one model per worker', async () => {
    await inWorker(engine, async (client) => {
      await open(client, 'wasm-simd', small.files, format);
      const request = {
        backend: 'wasm-simd',
        threads: 1,
        format,
        files: small.files,
        resident: noResidents,
      } as const;
      expect((await client.call('open', request)).status).toBe('thrown');
    });
  });
}
