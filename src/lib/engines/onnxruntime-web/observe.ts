import type { BackendId } from '#lib/core/results/ids.ts';
import type { FailureCause } from '#lib/core/results/reasons.ts';
import { webGlAdapter, webGpuAdapter } from '#lib/workers/graphics.ts';
import type { Adapter } from '../engine.ts';
import type { Runtime } from './runtime.ts';

export interface Graphics {
  readonly adapter: Adapter | null;
  /** On WebGPU the device that computes. */
  readonly device: GPUDevice | null;
  readonly lost: Promise<FailureCause>;
}

/** The device or context that the runtime itself made, once it is initialised. */
export async function observeGraphics(ort: Runtime, backend: BackendId): Promise<Graphics> {
  const never = new Promise<FailureCause>(() => {});
  if (backend === 'webgpu') {
    const device = (await ort.env.webgpu.device) as GPUDevice;
    const lost = device.lost.then((info): FailureCause => ({
      kind: 'device-lost',
      detail: info.message || info.reason || 'no reason was given',
    }));
    return {
      adapter: webGpuAdapter((device.adapterInfo as GPUAdapterInfo | undefined) ?? null),
      device,
      lost,
    };
  }
  if (backend === 'webgl') {
    const context = ort.env.webgl.context as WebGLRenderingContext | WebGL2RenderingContext;
    const lost = new Promise<FailureCause>((resolve) => {
      context.canvas.addEventListener('webglcontextlost', () => resolve({ kind: 'context-lost' }));
    });
    return { adapter: webGlAdapter(context), device: null, lost };
  }
  return { adapter: null, device: null, lost: never };
}
