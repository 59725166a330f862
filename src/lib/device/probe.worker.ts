import { missingAbility } from '#lib/workers/abilities.ts';
import { webGlAdapter, webGpuAdapter } from '#lib/workers/graphics.ts';
import { serveCalls, type WorkerScope } from '#lib/workers/host.ts';
import { clockResolutionMs } from '#lib/workers/worker-clock.ts';
import type { ProbeCalls, WorkerFacts } from './probe-calls.ts';

serveCalls<ProbeCalls>(globalThis as unknown as WorkerScope, { probe: gatherFacts });

async function gatherFacts(): Promise<WorkerFacts> {
  const missing = {
    webgpu: await missingAbility('webgpu', 1),
    webgl: await missingAbility('webgl', 1),
    'wasm-simd': await missingAbility('wasm-simd', 1),
    'wasm-threads': await missingAbility('wasm-threads', 2),
  };
  return {
    missing,
    webgpu: missing.webgpu === null ? await describeWebGpu() : null,
    webgl: missing.webgl === null ? describeWebGl() : null,
    clockResolutionMs: clockResolutionMs(),
    isolated: globalThis.crossOriginIsolated,
    sharedMemory: typeof SharedArrayBuffer !== 'undefined',
  };
}

async function describeWebGpu(): Promise<WorkerFacts['webgpu']> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) return null;
  return {
    ...webGpuAdapter(adapter.info),
    float16: adapter.features.has('shader-f16'),
    subgroups: adapter.features.has('subgroups'),
  };
}

function describeWebGl(): WorkerFacts['webgl'] {
  const context = new OffscreenCanvas(1, 1).getContext('webgl2');
  return context === null ? null : webGlAdapter(context);
}
