import type { io, Tensor } from '@tensorflow/tfjs-core';
import { loadLayersModel, type LayersModel, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { TensorDescription } from '../engine.ts';
import type { NetworkOutcome } from './network.ts';

/** @throws whatever TensorFlow.js throws at a model that it cannot read */
export async function openLayers(artifacts: io.IOHandler): Promise<NetworkOutcome> {
  const model = await loadLayersModel(artifacts);
  // A Sequential model learns its own names in its first `predict` only; its tensors carry them from the start.
  const inputNames = namesOf(model.inputNames, model.inputs);
  const outputNames = namesOf(model.outputNames, model.outputs);
  const weights = new Set(model.weights.map((weight) => weight.read().id));
  return {
    status: 'opened',
    network: {
      inputs: describe(inputNames, model.inputs),
      outputs: describe(outputNames, model.outputs),
      run: (feeds) => predict(model, inputNames, feeds),
      isWeight: ({ id }) => weights.has(id),
      dispose: () => model.dispose(),
    },
  };
}

function namesOf(names: readonly string[], tensors: readonly SymbolicTensor[]): readonly string[] {
  return names.length > 0 ? names : tensors.map(({ name }) => name);
}

function predict(
  model: LayersModel,
  inputNames: readonly string[],
  feeds: Readonly<Record<string, Tensor>>,
): Tensor[] {
  const inputs = inputNames.map((name) => {
    const tensor = feeds[name];
    if (tensor === undefined) throw new Error(`No data provided for "${name}".`);
    return tensor;
  });
  // A batch is run as one: by default `predict` cuts it into pieces of 32.
  const batchSize = Math.max(1, inputs[0]?.shape[0] ?? 1);
  const [only] = inputs;
  const outputs = model.predict(inputs.length === 1 && only !== undefined ? only : inputs, { batchSize });
  return Array.isArray(outputs) ? outputs : [outputs];
}

function describe(names: readonly string[], tensors: readonly SymbolicTensor[]): TensorDescription[] {
  return names.map((name, index) => {
    const tensor = tensors[index];
    return { name, dtype: tensor?.dtype ?? 'float32', shape: tensor?.shape ?? null };
  });
}
