import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { planCells, type EngineOffer, type PlannedModel } from './plan-cells.ts';
import { planSchema, type PlanInput } from './plan.ts';

const all = ['webgpu', 'webgl', 'wasm-simd', 'wasm-threads'] as const;
const ort: EngineOffer = {
  id: 'onnxruntime-web',
  title: 'ONNX Runtime Web',
  backends: all,
  formats: ['onnx', 'ort'],
};
const other: EngineOffer = {
  id: 'other',
  title: 'Other',
  backends: ['wasm-simd', 'webgpu'],
  formats: ['json'],
};
const model: PlannedModel = { format: 'onnx', precision: 'fp32', batch: 'any' };

function planned(plan: Omit<PlanInput, 'models'>, given: PlannedModel = model, logicalCores = 8) {
  return planCells(
    v.parse(planSchema, { models: [{ ref: 'shelf:x' }], ...plan }),
    given,
    [ort, other],
    logicalCores,
  );
}
const ids = (run: ReturnType<typeof planned>) => run.cells.map(({ id }) => id);

describe('planCells', () => {
  it('plans every backend of the engines that read the model, with the default threads', () => {
    const run = planned({});
    expect(run.reference).toBe('onnxruntime-web/wasm-simd/t1/b1/fp32');
    expect(ids(run).toSorted()).toEqual([
      'onnxruntime-web/wasm-simd/t1/b1/fp32',
      'onnxruntime-web/wasm-threads/t4/b1/fp32',
      'onnxruntime-web/webgl/t1/b1/fp32',
      'onnxruntime-web/webgpu/t1/b1/fp32',
    ]);
  });

  it('asks for two threads even on one core, and for four at most', () => {
    expect(ids(planned({ backends: ['wasm-threads'] }, model, 1))).toContain(
      'onnxruntime-web/wasm-threads/t2/b1/fp32',
    );
    expect(ids(planned({ backends: ['wasm-threads'] }, model, 64))).toContain(
      'onnxruntime-web/wasm-threads/t4/b1/fp32',
    );
  });

  it('always includes the reference, once', () => {
    const run = planned({ backends: ['webgpu', 'wasm-simd', 'wasm-simd'] });
    expect(ids(run).filter((id) => id === run.reference)).toHaveLength(1);
    expect(ids(planned({ backends: ['webgl'] }))[0]).toBe('onnxruntime-web/wasm-simd/t1/b1/fp32');
  });

  it('takes one thread of the thread pool for what it is', () => {
    expect(ids(planned({ backends: ['wasm-threads'], threads: [1, 2] }))).toEqual([
      'onnxruntime-web/wasm-simd/t1/b1/fp32',
      'onnxruntime-web/wasm-threads/t2/b1/fp32',
    ]);
  });

  it('plans each batch with a reference of its own', () => {
    const run = planned({ backends: ['webgpu'], batch: [1, 4] });
    expect(ids(run).toSorted()).toEqual([
      'onnxruntime-web/wasm-simd/t1/b1/fp32',
      'onnxruntime-web/wasm-simd/t1/b4/fp32',
      'onnxruntime-web/webgpu/t1/b1/fp32',
      'onnxruntime-web/webgpu/t1/b4/fp32',
    ]);
  });

  it('knows beforehand what cannot be measured', () => {
    const reasons = (plan: Omit<PlanInput, 'models'>, given = model) =>
      planned(plan, given).cells.flatMap(({ id, unsupported }) =>
        unsupported ? [[id, unsupported.kind]] : [],
      );
    expect(reasons({ engines: ['other'], backends: ['webgpu'] })).toEqual([
      ['other/webgpu/t1/b1/fp32', 'model-format'],
    ]);
    expect(reasons({ backends: ['webgpu'], precision: ['int8'] })).toEqual([
      ['onnxruntime-web/webgpu/t1/b1/int8', 'precision'],
    ]);
    expect(
      reasons({ backends: ['webgpu'], batch: [2] }, { ...model, batch: 1 }).map(([, kind]) => kind),
    ).toEqual(['fixed-batch', 'fixed-batch']);
    expect(
      planned({ engines: ['other'], backends: ['webgl'] }, { ...model, format: 'json' }).cells.at(-1)
        ?.unsupported,
    ).toMatchObject({
      kind: 'not-offered',
    });
  });

  it('has no reference for a format that nobody reads', () => {
    expect(planned({}, { ...model, format: 'tflite' })).toEqual({ cells: [], reference: null });
  });
});
