import { simd } from 'wasm-feature-detect';
import type { BackendId } from '#lib/core/results/ids.ts';
import type { UnsupportedCause } from '#lib/core/results/reasons.ts';

/** What this browser lacks for a backend, seen from the worker that will run it; null when nothing is missing. */
export async function missingAbility(backend: BackendId, threads: number): Promise<UnsupportedCause | null> {
  if (backend === 'webgl') return hasWebGl() ? null : { kind: 'no-webgl' };
  if (!(await simd())) return { kind: 'no-simd' };
  if (backend === 'webgpu') return missingWebGpu();
  return threads > 1 ? missingSharedMemory() : null;
}

async function missingWebGpu(): Promise<UnsupportedCause | null> {
  // Typed as always there; older browsers and insecure pages have none.
  const gpu = navigator.gpu as GPU | undefined;
  if (gpu === undefined) return { kind: 'no-webgpu' };
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
  return adapter === null ? { kind: 'no-adapter' } : null;
}

function hasWebGl(): boolean {
  if (typeof OffscreenCanvas === 'undefined') return false;
  const context = new OffscreenCanvas(1, 1).getContext('webgl2');
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}

/** The flag alone is not enough: WebKitGTK says `crossOriginIsolated` and has no SharedArrayBuffer all the same. */
function missingSharedMemory(): UnsupportedCause | null {
  if (!globalThis.crossOriginIsolated)
    return { kind: 'not-isolated', secureContext: globalThis.isSecureContext };
  if (typeof SharedArrayBuffer === 'undefined') return { kind: 'no-shared-memory' };
  return null;
}
