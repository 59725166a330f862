import * as v from 'valibot';

/** The ways a browser can run a model. */
export const backendIds = ['webgpu', 'webgl', 'wasm-simd', 'wasm-threads'] as const;
export type BackendId = (typeof backendIds)[number];
export const backendIdSchema = v.picklist(backendIds);

export const precisions = ['fp32', 'fp16', 'int8', 'int4'] as const;
export type Precision = (typeof precisions)[number];
export const precisionSchema = v.picklist(precisions);

/** An engine's id is open on purpose: a new engine is a folder and a line in the registry, not a change to the documents. */
export const engineIdSchema = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/));
export type EngineId = string;

/** What tells one cell of a run from another. */
export interface CellKey {
  readonly engine: EngineId;
  readonly backend: BackendId;
  /** Threads asked for; 1 wherever the backend has no thread pool. */
  readonly threads: number;
  readonly batch: number;
  readonly precision: Precision;
}

/** For example `onnxruntime-web/wasm-threads/t4/b1/fp32`; unique within a run. */
export function cellId(key: CellKey): string {
  return `${key.engine}/${key.backend}/t${key.threads}/b${key.batch}/${key.precision}`;
}

const backendTitles: Record<BackendId, string> = {
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  'wasm-simd': 'WASM-SIMD',
  'wasm-threads': 'WASM-threads',
};

export function backendTitle(backend: BackendId): string {
  return backendTitles[backend];
}

/** Engines by the names that documents without titles are shown with; of an engine that is not here, its id. */
const engineTitles: Readonly<Record<EngineId, string>> = {
  'onnxruntime-web': 'ONNX Runtime Web',
  tfjs: 'TensorFlow.js',
};

export function engineTitle(engine: EngineId): string {
  return engineTitles[engine] ?? engine;
}
