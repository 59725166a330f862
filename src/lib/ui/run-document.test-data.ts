import type {
  Cell,
  FailedCell,
  MeasuredCell,
  RunDocument,
  UnsupportedCell,
} from '#lib/core/results/run-document.ts';
import type { BackendId } from '#lib/core/results/ids.ts';

interface Measured {
  readonly backend: BackendId;
  readonly medianMs: number;
  readonly batch?: number;
  readonly threads?: number;
  readonly verdict?: MeasuredCell['correctness']['verdict'];
  readonly flags?: MeasuredCell['flags'];
  readonly rounds?: number;
}

/** A measured cell with plausible figures around its median; the interval needs three rounds, as in a real run. */
export function measuredCell({
  backend,
  medianMs,
  batch = 1,
  threads = 1,
  verdict = 'pass',
  flags = [],
  rounds = 3,
}: Measured): MeasuredCell {
  const cold = { runtimeMs: 212, sessionMs: 31.4, firstRunMs: 9.8 };
  const around = (share: number) => medianMs * share;
  return {
    id: `onnxruntime-web/${backend}/t${threads}/b${batch}/fp32`,
    engine: 'onnxruntime-web',
    engineTitle: 'ONNX Runtime Web',
    engineVersion: '1.30.0',
    backend,
    batch,
    precision: 'fp32',
    threads: { requested: threads, observed: threads },
    flags,
    status: 'measured',
    provider: backend.startsWith('wasm') ? 'wasm' : backend,
    adapter: backend === 'webgpu' ? { vendor: 'google', architecture: 'swiftshader', software: true } : null,
    latency: {
      medianMs,
      ciLowMs: rounds < 3 ? null : around(0.98),
      ciHighMs: rounds < 3 ? null : around(1.02),
      meanMs: around(1.03),
      minMs: around(0.94),
      maxMs: around(1.9),
      madMs: around(0.02),
      p90Ms: around(1.1),
      p99Ms: null,
    },
    throughputPerSecond: (1000 * batch) / around(1.03),
    speedupOverBaseline: { ratio: 3.61 / medianMs, ciLow: 3.5 / medianMs, ciHigh: 3.7 / medianMs },
    cold,
    cached: { runtimeMs: 64, sessionMs: 22.1, firstRunMs: 7.2 },
    rounds: Array.from({ length: rounds }, (_, index) => ({
      round: index + 1,
      position: ((index * 2) % 4) + 1,
      batchOfRuns: 1,
      medianMs: around(0.99 + index / 100),
      ciLowMs: around(0.985 + index / 100),
      ciHighMs: around(1 + index / 100),
      samplesMs: [around(0.94), around(0.99), around(1.01), around(1.9)],
      warmUp: { iterations: 20, elapsedMs: 510 },
      cold,
      flags: [],
    })),
    correctness: {
      verdict,
      reason: verdict === 'unchecked' ? 'The reference itself failed.' : null,
      inputs: 5,
      nrmse: verdict === 'fail' ? 0.34 : verdict === 'reference' ? 0 : 2.1e-7,
      maxAbs: verdict === 'fail' ? 1.2 : 4.8e-7,
      oneMinusCosine: 1e-13,
      fractionOutside: verdict === 'fail' ? 0.7 : 0,
      top1Agrees: null,
      nanCount: 0,
      infinityCount: 0,
      missingNonFiniteCount: 0,
      integerWithinOne: null,
    },
    outputProjection: [0.12],
    memory: null,
    pipelinedThroughput: null,
  };
}

export const webglWithoutOperator: UnsupportedCell = {
  id: 'onnxruntime-web/webgl/t1/b1/fp32',
  engine: 'onnxruntime-web',
  engineTitle: 'ONNX Runtime Web',
  engineVersion: '1.30.0',
  backend: 'webgl',
  batch: 1,
  precision: 'fp32',
  threads: { requested: 1, observed: null },
  flags: [],
  status: 'unsupported',
  reason: {
    kind: 'unsupported-operator',
    engine: 'ONNX Runtime Web',
    backend: 'webgl',
    operator: 'Max',
    opset: 13,
    message: 'ONNX Runtime Web does not implement the operator Max (opset 13) on WebGL.',
  },
};

export const webgpuThatFailed: FailedCell = {
  ...webglWithoutOperator,
  id: 'onnxruntime-web/webgpu/t1/b1/fp32',
  backend: 'webgpu',
  status: 'failed',
  reason: {
    kind: 'timeout',
    step: 'opening the model',
    limitMs: 120_000,
    message: 'Stopped after 120 seconds while opening the model.',
  },
};

/** A run document around some cells. */
export function runDocument(cells: Cell[], recommendation: RunDocument['recommendation']): RunDocument {
  return {
    format: 'inferometer-run',
    version: 1,
    protocolVersion: 1,
    runId: '0d1c7a1e-6a5e-4b0f-9a51-0c8e1b6f4c21',
    appVersion: '0.1.0',
    startedAt: '2026-11-20T10:15:00.000Z',
    durationMs: 74_000,
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
      automation: null,
    },
    model: {
      name: 'speech-embedding.onnx',
      ref: 'file:4f2a',
      format: 'onnx',
      sha256: '2623a2953f6ff3d2c1e61740c6cdb7168133479b267dfef114a4a3cc5bdd788f',
      bytes: 1_330_312,
      precision: 'fp32',
      parameters: 330_000,
      macs: null,
      opset: 13,
      inputs: [{ name: 'input_1', dtype: 'float32', shape: ['N', 76, 32, 1] }],
      outputs: [{ name: 'out', dtype: 'float32', shape: ['N', 96] }],
      operators: { Conv: 20, Max: 1 },
      fed: [
        {
          batch: 1,
          inputs: [{ name: 'input_1', dtype: 'float32', shape: [1, 76, 32, 1], rule: { kind: 'normal' } }],
        },
      ],
    },
    plan: {
      models: [{ ref: 'file:4f2a', dims: {}, inputs: {} }],
      engines: [],
      backends: ['webgpu', 'webgl', 'wasm-simd', 'wasm-threads'],
      threads: [2],
      batch: [1],
      precision: [],
      preset: 'standard',
      seed: 7,
      limits: { openMs: 120_000, roundMs: 180_000 },
    },
    reference: 'onnxruntime-web/wasm-simd/t1/b1/fp32',
    cells,
    comparisons: [],
    recommendation,
    voided: [],
  };
}
