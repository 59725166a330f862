import type {
  FailedCell,
  MeasuredCell,
  Round,
  RunDocument,
  UnsupportedCell,
} from '#lib/core/results/run-document.ts';
import { explain, type FailureCause } from '#lib/core/results/reasons.ts';

/** Run documents as the page gives them, with invented numbers. */

const engine = {
  engine: 'onnxruntime-web',
  engineTitle: 'ONNX Runtime Web',
  engineVersion: '1.30.0',
} as const;
const cold = { runtimeMs: 210, sessionMs: 31, firstRunMs: 9.8 };
const round: Round = {
  round: 1,
  position: 1,
  batchOfRuns: 1,
  medianMs: 3.6,
  ciLowMs: 3.5,
  ciHighMs: 3.7,
  samplesMs: [3.5, 3.6, 3.7],
  warmUp: { iterations: 40, elapsedMs: 260 },
  cold,
  flags: [],
};

export function measuredCell(medianMs: number, changes: Partial<MeasuredCell> = {}): MeasuredCell {
  return {
    ...engine,
    id: `onnxruntime-web/${changes.backend ?? 'wasm-simd'}/t1/b1/fp32`,
    backend: 'wasm-simd',
    batch: 1,
    precision: 'fp32',
    threads: { requested: 1, observed: 1 },
    flags: [],
    status: 'measured',
    provider: 'wasm',
    adapter: null,
    latency: {
      medianMs,
      ciLowMs: medianMs * 0.98,
      ciHighMs: medianMs * 1.02,
      meanMs: medianMs,
      minMs: medianMs,
      maxMs: medianMs,
      madMs: 0.05,
      p90Ms: null,
      p99Ms: null,
    },
    throughputPerSecond: 1000 / medianMs,
    speedupOverBaseline: { ratio: 4 / medianMs, ciLow: 3.9 / medianMs, ciHigh: 4.1 / medianMs },
    cold,
    cached: null,
    rounds: [round],
    correctness: {
      verdict: 'pass',
      reason: null,
      inputs: 5,
      nrmse: 1e-7,
      maxAbs: 1e-6,
      oneMinusCosine: 0,
      fractionOutside: 0,
      top1Agrees: null,
      nanCount: 0,
      infinityCount: 0,
      missingNonFiniteCount: 0,
      integerWithinOne: null,
    },
    outputProjection: null,
    memory: null,
    pipelinedThroughput: null,
    ...changes,
  };
}

export function failedCell(cause: FailureCause, changes: Partial<FailedCell> = {}): FailedCell {
  return {
    ...engine,
    id: `onnxruntime-web/${changes.backend ?? 'wasm-simd'}/t1/b1/fp32`,
    backend: 'wasm-simd',
    batch: 1,
    precision: 'fp32',
    threads: { requested: 1, observed: null },
    flags: [],
    status: 'failed',
    reason: { ...cause, message: explain(cause) },
    ...changes,
  };
}

export const webgpuWithoutAdapter: UnsupportedCell = {
  ...engine,
  id: 'onnxruntime-web/webgpu/t1/b1/fp32',
  backend: 'webgpu',
  batch: 1,
  precision: 'fp32',
  threads: { requested: 1, observed: null },
  flags: [],
  status: 'unsupported',
  reason: { kind: 'no-adapter', message: explain({ kind: 'no-adapter' }) },
};

/** The same result with another verdict. */
export function withVerdict(
  cell: MeasuredCell,
  verdict: MeasuredCell['correctness']['verdict'],
): MeasuredCell {
  return { ...cell, correctness: { ...cell.correctness, verdict } };
}

export function runDocument(
  cells: RunDocument['cells'],
  plan: Partial<RunDocument['plan']> = {},
  changes: Partial<RunDocument> = {},
): RunDocument {
  return {
    format: 'inferometer-run',
    version: 1,
    protocolVersion: 1,
    runId: '00000000-0000-4000-8000-000000000000',
    appVersion: '0.1.0',
    startedAt: '2026-11-01T12:00:00.000Z',
    durationMs: 12_000,
    status: 'complete',
    environment: {
      browser: { family: 'Chromium', majorVersion: 156 },
      os: { family: 'Linux' },
      formFactor: 'desktop',
      logicalCores: 2,
      memoryGiB: 8,
      gpu: { vendor: 'google', architecture: 'swiftshader', software: true },
      isolated: true,
      sharedMemory: true,
      clockResolutionMs: 0.005,
      headless: true,
      automation: { driver: 'playwright', switches: [] },
    },
    model: {
      name: 'tiny.onnx',
      ref: 'file:00',
      format: 'onnx',
      sha256: '00',
      bytes: 1234,
      precision: 'fp32',
      parameters: 4,
      macs: null,
      opset: 13,
      inputs: [],
      outputs: [],
      operators: { MatMul: 1 },
      fed: [],
    },
    plan: {
      models: [{ ref: 'file:00', dims: {}, inputs: {} }],
      engines: [],
      backends: ['webgpu', 'webgl', 'wasm-simd', 'wasm-threads'],
      threads: [],
      batch: [1],
      precision: [],
      preset: 'quick',
      seed: 1,
      limits: { openMs: 120_000, roundMs: 180_000 },
      ...plan,
    },
    reference: 'onnxruntime-web/wasm-simd/t1/b1/fp32',
    cells,
    comparisons: [],
    recommendation: { cell: null, tied: [], sentence: 'No significant difference was found.' },
    voided: [],
    ...changes,
  };
}
