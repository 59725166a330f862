import type { InferenceSession, Tensor } from 'onnxruntime-web';
import type { ResidentTensors } from '#lib/core/protocol/resident-tensors.ts';
import type { HostTensor } from '#lib/core/protocol/tensors.ts';
import type { BoundInputs } from '../engine.ts';
import { toHostTensor, toTensor } from './bind.ts';
import type { Runtime } from './runtime.ts';

/** WebGPU copies whole words only, and ONNX Runtime's kernels read vectors of four floats. */
const alignmentBytes = 16;

/**
 * Resident inputs are uploaded once, here; resident outputs stay in GPU buffers until the next run, and are read only
 * when somebody asks for them. Everything else goes up and comes back with every run.
 */
export function bindOnDevice(
  ort: Runtime,
  session: InferenceSession,
  device: GPUDevice,
  resident: ResidentTensors,
  inputs: readonly HostTensor[],
): BoundInputs {
  const feeds = Object.fromEntries(
    inputs.map((input) => [
      input.name,
      resident.inputs.includes(input.name) ? upload(ort, device, input) : toTensor(ort, input),
    ]),
  );
  const readsNothing = session.outputNames.every((name) => resident.outputs.includes(name));
  let results: InferenceSession.OnnxValueMapType = {};
  return {
    async run() {
      for (const name of resident.outputs) (results[name] as Tensor | undefined)?.dispose();
      results = await session.run(feeds);
      // The runtime resolves when the work is handed over; a readback of any output waits until it is done.
      if (readsNothing) await device.queue.onSubmittedWorkDone();
    },
    outputs: async () => {
      const read = await Promise.all(
        session.outputNames.map(async (name) => {
          const tensor = results[name] as Tensor | undefined;
          if (tensor?.location !== 'gpu-buffer') return toHostTensor(name, tensor);
          return toHostTensor(name, tensor, await tensor.getData());
        }),
      );
      return read.flat();
    },
  };
}

function upload(ort: Runtime, device: GPUDevice, { name, dtype, data, dims }: HostTensor): Tensor {
  const size = Math.ceil(Math.max(data.byteLength, 1) / alignmentBytes) * alignmentBytes;
  const buffer = device.createBuffer({
    label: name,
    size,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
    mappedAtCreation: true,
  });
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  new Uint8Array(buffer.getMappedRange()).set(bytes);
  buffer.unmap();
  return ort.Tensor.fromGpuBuffer(buffer, { dataType: dtype as Tensor.GpuBufferDataTypes, dims });
}
