import type { DataType, Tensor } from '@tensorflow/tfjs-core';
import type { HostTensor } from '#lib/core/protocol/tensors.ts';
import type { BoundInputs } from '../engine.ts';
import type { Network } from './network.ts';
import type { BackendName, Runtime } from './runtime.ts';

/** An input of a type for which TensorFlow.js has no tensors. */
export class UnsupportedInputType extends Error {
  readonly type: string;
  constructor(type: string) {
    super(`TensorFlow.js has no tensors of type ${type}.`);
    this.type = type;
  }
}

/** Another backend than the one asked for computed: TensorFlow.js changes it quietly when one fails. */
export class BackendChanged extends Error {
  constructor(wanted: string, actual: string) {
    super(`TensorFlow.js went over from ${wanted} to ${actual}.`);
  }
}

/** The element types that TensorFlow.js has, and that can be compared. */
const types = ['float32', 'int32', 'bool'] as const;
type ElementType = (typeof types)[number];

function isElementType(type: string): type is ElementType {
  return (types as readonly string[]).includes(type);
}

/**
 * Every run makes its input tensors anew, so that the upload counts, reads every output and disposes of all of them.
 * @throws UnsupportedInputType
 */
export function bindInputs(
  tf: Runtime,
  name: BackendName,
  network: Network,
  inputs: readonly HostTensor[],
): BoundInputs {
  const values = inputs.map((input) => {
    if (!isElementType(input.dtype)) throw new UnsupportedInputType(input.dtype);
    return { name: input.name, dtype: input.dtype, shape: [...input.dims], data: input.data };
  });
  const outputNames = network.outputs.map((output) => output.name);
  let results: HostTensor[] = [];
  return {
    async run() {
      const feeds: Record<string, Tensor> = {};
      let outputs: Tensor[] = [];
      try {
        for (const { name, data, shape, dtype } of values) {
          feeds[name] = tf.tensor(data as Float32Array | Int32Array | Uint8Array, shape, dtype);
        }
        outputs = await network.run(feeds);
        results = await read(name, outputNames, outputs);
      } finally {
        for (const tensor of [...outputs, ...Object.values(feeds)]) {
          if (!network.isWeight(tensor)) tensor.dispose();
        }
      }
      if (tf.getBackend() !== name) throw new BackendChanged(name, tf.getBackend());
    },
    outputs: () => Promise.resolve(results),
  };
}

/**
 * WebGPU can be read asynchronously only. Everywhere else reading at once is as honest and saves WebGL's timers, which
 * would add 4 ms to every run; in a worker nobody is blocked.
 */
async function read(
  name: BackendName,
  outputNames: readonly string[],
  outputs: readonly Tensor[],
): Promise<HostTensor[]> {
  const data =
    name === 'webgpu'
      ? await Promise.all(outputs.map((output) => output.data()))
      : outputs.map((output) => output.dataSync());
  return outputs.flatMap((output, index) =>
    toHostTensor(outputNames[index] ?? String(index), output, data[index]),
  );
}

/** Strings and complex numbers are left out: no check covers them. */
function toHostTensor(
  name: string,
  { dtype, shape }: { dtype: DataType; shape: number[] },
  data: unknown,
): HostTensor[] {
  return isElementType(dtype) ? [{ name, dtype, dims: shape, data } as HostTensor] : [];
}
