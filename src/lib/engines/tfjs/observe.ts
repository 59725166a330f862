import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { FailureCause } from '#lib/core/results/reasons.ts';
import { webGlAdapter, webGpuAdapter } from '#lib/workers/graphics.ts';
import type { Adapter } from '../engine.ts';
import type { BackendName, Runtime } from './runtime.ts';

export interface Graphics {
  readonly adapter: Adapter | null;
  readonly lost: Promise<FailureCause>;
}

/** The device or context that the runtime itself made, once its backend has started. */
export function observeGraphics(tf: Runtime, name: BackendName): Graphics {
  switch (name) {
    case 'webgpu':
      return ofDevice((tf.backend() as WebGPUBackend).device);
    case 'webgl':
      return ofContext((tf.backend() as MathBackendWebGL).gpgpu.gl);
    case 'wasm':
    case 'cpu':
      return { adapter: null, lost: new Promise(() => {}) };
  }
}

function ofDevice(device: GPUDevice): Graphics {
  const lost = device.lost.then((info): FailureCause => ({
    kind: 'device-lost',
    detail: info.message || info.reason || 'no reason was given',
  }));
  // A buffer that could not be had is reported here only: the runs go on and compute rubbish.
  const outOfMemory = new Promise<FailureCause>((resolve) => {
    device.addEventListener('uncapturederror', ({ error }) => {
      if (error instanceof GPUOutOfMemoryError) resolve({ kind: 'out-of-memory', detail: error.message });
    });
  });
  return { adapter: webGpuAdapter(device.adapterInfo), lost: Promise.race([lost, outOfMemory]) };
}

function ofContext(context: WebGLRenderingContext): Graphics {
  const lost = new Promise<FailureCause>((resolve) => {
    context.canvas.addEventListener('webglcontextlost', () => resolve({ kind: 'context-lost' }));
  });
  return { adapter: webGlAdapter(context), lost };
}
