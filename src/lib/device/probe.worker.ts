import { missingAbility } from '#lib/workers/abilities.ts';
import { webGlAdapter, webGpuAdapter } from '#lib/workers/graphics.ts';
import { serveCalls, type WorkerScope } from '#lib/workers/host.ts';
import { clockResolutionMs } from '#lib/workers/worker-clock.ts';
import type { UnsupportedCause } from '#lib/core/results/reasons.ts';
import type { ProbeCalls, WorkerFacts } from './probe-calls.ts';

serveCalls<ProbeCalls>(globalThis as unknown as WorkerScope, { probe: gatherFacts });

/** An adapter request may hang on a broken driver; the rest of the facts must not wait for it. */
const graphicsLimitMs = 8000;

async function gatherFacts(): Promise<WorkerFacts> {
  const webgpu = await withinLimit(describeWebGpu(), { kind: 'no-adapter' });
  const webgl = describeWebGl();
  return {
    missing: {
      webgpu: 'kind' in webgpu ? webgpu : null,
      webgl: 'kind' in webgl ? webgl : null,
      'wasm-simd': await missingAbility('wasm-simd', 1),
      'wasm-threads': await missingAbility('wasm-threads', 2),
    },
    webgpu: 'kind' in webgpu ? null : webgpu,
    webgl: 'kind' in webgl ? null : webgl,
    clockResolutionMs: clockResolutionMs(),
    isolated: globalThis.crossOriginIsolated,
    sharedMemory: typeof SharedArrayBuffer !== 'undefined',
  };
}

function withinLimit<Value>(fact: Promise<Value>, otherwise: Value): Promise<Value> {
  return Promise.race([
    fact,
    new Promise<Value>((resolve) => {
      setTimeout(() => resolve(otherwise), graphicsLimitMs);
    }),
  ]);
}

async function describeWebGpu(): Promise<NonNullable<WorkerFacts['webgpu']> | UnsupportedCause> {
  const missing = await missingAbility('webgpu', 1);
  if (missing !== null) return missing;
  const adapter = await navigator.gpu
    .requestAdapter({ powerPreference: 'high-performance' })
    .catch(() => null);
  if (adapter === null) return { kind: 'no-adapter' };
  return {
    // Early versions of the interface had no info.
    ...webGpuAdapter((adapter.info as GPUAdapterInfo | undefined) ?? null),
    float16: adapter.features.has('shader-f16'),
    subgroups: adapter.features.has('subgroups'),
  };
}

function describeWebGl(): NonNullable<WorkerFacts['webgl']> | UnsupportedCause {
  const context =
    typeof OffscreenCanvas === 'undefined' ? null : new OffscreenCanvas(1, 1).getContext('webgl2');
  return context === null ? { kind: 'no-webgl' } : webGlAdapter(context);
}
