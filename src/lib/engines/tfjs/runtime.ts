import type * as Core from '@tensorflow/tfjs-core';
import type { BackendId } from '#lib/core/results/ids.ts';
import type { EngineBackend } from '../engine.ts';
import { fetchIntoCache } from '../fetch-into-cache.ts';
import { binaryUrlOf, importWasmBackend } from './wasm.ts';

export type Runtime = typeof Core;
export type BackendName = 'webgpu' | 'webgl' | 'wasm' | 'cpu';

/** TensorFlow.js's own name of a backend; WASM is one backend with or without threads. */
export function backendNameOf(backend: EngineBackend): BackendName {
  return backend === 'wasm-simd' || backend === 'wasm-threads' ? 'wasm' : backend;
}

/** Core and exactly one backend: with no other one registered, nothing can fall back to it. */
export async function importRuntime(backend: EngineBackend): Promise<Runtime> {
  const [tf] = await Promise.all([import('@tensorflow/tfjs-core'), importBackend(backend)]);
  return tf;
}

function importBackend(backend: EngineBackend): Promise<unknown> {
  switch (backend) {
    case 'webgpu':
      return import('@tensorflow/tfjs-backend-webgpu');
    case 'webgl':
      return import('@tensorflow/tfjs-backend-webgl');
    case 'cpu':
      return import('@tensorflow/tfjs-backend-cpu');
    case 'wasm-simd':
    case 'wasm-threads':
      return importWasmBackend(backend);
  }
}

/** The part of the package that reads models of this format. */
export function importReader(format: string): Promise<unknown> {
  return format === 'tfjs-layers' ? import('./layers-network.ts') : import('./graph-network.ts');
}

/** @see Engine.fetchFiles */
export async function fetchFiles(
  backend: BackendId,
  format: string,
  onBytes: (receivedBytes: number) => void,
): Promise<number> {
  await Promise.all([importRuntime(backend), importReader(format)]);
  const url = binaryUrlOf(backend);
  return url === null ? 0 : fetchIntoCache([url], onBytes);
}
