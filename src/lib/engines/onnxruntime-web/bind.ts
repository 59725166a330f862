import type { InferenceSession, Tensor } from 'onnxruntime-web';
import { isTensorType, type HostTensor, type TensorType } from '#lib/core/protocol/tensors.ts';
import type { BoundInputs } from '../engine.ts';
import type { Runtime } from './runtime.ts';

/**
 * Tensors of ordinary memory are only views, made once; every run uploads them and resolves after all outputs are
 * read back, because no output is asked to stay on the device.
 */
export function bindInputs(
  ort: Runtime,
  session: InferenceSession,
  inputs: readonly HostTensor[],
): BoundInputs {
  const feeds = Object.fromEntries(inputs.map((input) => [input.name, toTensor(ort, input)]));
  let results: InferenceSession.OnnxValueMapType = {};
  return {
    async run() {
      results = await session.run(feeds);
    },
    outputs: () => Promise.resolve(session.outputNames.flatMap((name) => toHostTensor(name, results[name]))),
  };
}

export function toTensor(ort: Runtime, { dtype, data, dims }: HostTensor): Tensor {
  return new ort.Tensor(dtype, dtype === 'float16' ? halfFloats(data as Uint16Array) : data, dims);
}

/** Where the browser has Float16Array the runtime takes nothing else for float16. */
function halfFloats(bits: Uint16Array): Uint16Array {
  const constructor = (
    globalThis as { Float16Array?: new (buffer: ArrayBufferLike, offset: number, length: number) => unknown }
  ).Float16Array;
  if (constructor === undefined) return bits;
  return new constructor(bits.buffer, bits.byteOffset, bits.length) as Uint16Array;
}

/**
 * Strings, and types that no check covers, are left out; an optional output that was not computed too.
 * @param read the values of a tensor on the device
 */
export function toHostTensor(name: string, value: unknown, read?: Tensor.DataType): HostTensor[] {
  const tensor = value as Tensor | undefined;
  if (tensor === undefined || !isTensorType(tensor.type)) return [];
  const dtype: TensorType = tensor.type;
  const raw = (read ?? tensor.data) as ArrayBufferView & { length: number };
  const data = dtype === 'float16' ? new Uint16Array(raw.buffer, raw.byteOffset, raw.length) : raw;
  return [{ name, dtype, dims: tensor.dims, data } as unknown as HostTensor];
}
