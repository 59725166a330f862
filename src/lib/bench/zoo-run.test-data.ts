import { inputSeed } from '#lib/core/protocol/presets.ts';
import { noResidents } from '#lib/core/protocol/resident-tensors.ts';
import { isTensorType } from '#lib/core/protocol/tensors.ts';
import type { BackendId } from '#lib/core/results/ids.ts';
import { createAgreement } from '#lib/core/statistics/output-agreement.ts';
import type { Unavailable } from '#lib/engines/engine.ts';
import { readReference, type ReadReferenceTensor } from '#lib/engines/reference-outputs.ts';
import { engines } from '#lib/engines/registry.ts';
import { buildZooModel } from '#lib/models/zoo/build-zoo-model.ts';
import type { ZooGraph } from '#lib/models/zoo/zoo-graph.ts';
import { replyOf, withEngineWorker, type Cancelled } from './engine-worker.ts';

/** A model of the zoo, built here. */
export function built(spec: Parameters<typeof buildZooModel>[0]): { file: Blob; graph: ZooGraph } {
  const model = buildZooModel(spec);
  if (model.status !== 'built') throw new Error(model.message);
  return model;
}

/** Outputs on the input that every run begins with, of the reference engine. */
export async function run(file: Blob, graph: ZooGraph): Promise<ReadReferenceTensor[]> {
  const ran = await runOn('wasm-threads', file, graph);
  if (!Array.isArray(ran)) throw new Error(JSON.stringify(ran));
  return ran;
}

/** The same on any backend, or why there are none. */
export async function runOn(
  backend: BackendId,
  file: Blob,
  graph: ZooGraph,
): Promise<ReadReferenceTensor[] | Unavailable | Cancelled> {
  const engine = engines.find(({ id }) => id === 'onnxruntime-web');
  if (engine === undefined) throw new Error('The registry lacks ONNX Runtime Web.');
  const specs = graph.model.graph.inputs.map(({ name, dtype, shape }) => {
    const rule = graph.inputRules[name]?.rule;
    if (!isTensorType(dtype) || rule === undefined) throw new Error(`Nothing fills ${name}.`);
    return { name, dtype, shape: (shape ?? []).map(Number), rule };
  });
  return withEngineWorker(engine, new AbortController().signal, async (worker) => {
    const files = [{ name: 'model.onnx', blob: file }] as const;
    const threads = backend === 'wasm-threads' ? 2 : 1;
    const request = { backend, threads, format: 'onnx', files, resident: noResidents } as const;
    const opened = replyOf(await worker.call('open', request), 'opening the model');
    if (opened.status !== 'opened') return opened;
    const once = { specs, seed: inputSeed, inputs: 1, budgetMs: 1 };
    const reply = replyOf(await worker.call('reference', once), 'running the model');
    if (reply.status !== 'referenced') return reply;
    const outputs = await readReference(reply.outputs, 0);
    if (outputs === null || outputs.length === 0) throw new Error('Nothing came out.');
    return outputs;
  });
}

/** NRMSE. */
export function errorAgainst(
  reference: readonly ReadReferenceTensor[],
  outputs: readonly ReadReferenceTensor[],
): number | null {
  const agreement = createAgreement();
  for (const [index, { values, dims }] of reference.entries())
    agreement.add(outputs[index]?.values ?? new Float32Array(0), values, dims, index);
  return agreement.finish().nrmse;
}
