import type * as Ort from 'onnxruntime-web';
import wasmModuleUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasmBinaryUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import webgpuModuleUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import webgpuBinaryUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import type { BackendId } from '#lib/core/results/ids.ts';
import { fetchIntoCache } from '../fetch-into-cache.ts';

export type Runtime = typeof Ort;

/** The part of ONNX Runtime Web that has this backend; only that part is downloaded. */
export function importRuntime(backend: BackendId): Promise<Runtime> {
  switch (backend) {
    // The native WebGPU provider; the package's default entry still carries the older one written in TypeScript.
    case 'webgpu':
      return import('onnxruntime-web/webgpu');
    case 'webgl':
      return import('onnxruntime-web/webgl');
    case 'wasm-simd':
    case 'wasm-threads':
      return import('onnxruntime-web/wasm');
  }
}

/** The provider asked for: always exactly one, because of several a failed one is dropped with a warning only. */
export function providerOf(backend: BackendId): 'webgpu' | 'webgl' | 'wasm' {
  return backend === 'webgpu' || backend === 'webgl' ? backend : 'wasm';
}

/** Absolute, so that no bundler or server takes the runtime's own dynamic import for source code. */
export function wasmPathsOf(backend: BackendId): { mjs: string; wasm: string } | null {
  switch (backend) {
    case 'webgl':
      return null;
    case 'webgpu':
      return { mjs: absolute(webgpuModuleUrl), wasm: absolute(webgpuBinaryUrl) };
    case 'wasm-simd':
    case 'wasm-threads':
      return { mjs: absolute(wasmModuleUrl), wasm: absolute(wasmBinaryUrl) };
  }
}

function absolute(url: string): string {
  return new URL(url, globalThis.location.origin).href;
}

/** @see Engine.fetchFiles */
export async function fetchFiles(
  backend: BackendId,
  _format: string,
  onBytes: (receivedBytes: number) => void,
): Promise<number> {
  await importRuntime(backend);
  const paths = wasmPathsOf(backend);
  return paths === null ? 0 : fetchIntoCache(Object.values(paths), onBytes);
}
