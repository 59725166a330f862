import * as v from 'valibot';
import { expect, test } from 'vitest';
import { planSchema } from '#lib/core/protocol/plan.ts';
import type { DeviceReport } from '#lib/device/device-report.ts';
import { noPreset, type LoadedModel } from '#lib/models/loaded-model.ts';
import { runDocument } from '../../../tests/fixtures/run-documents.ts';
import { RunRecord } from './run-record.ts';

const model: LoadedModel = {
  ref: 'file:0',
  name: 'model.ort',
  format: 'ort',
  files: [{ name: 'model.ort', blob: new Blob() }],
  sha256: '0',
  bytes: 0,
  description: null,
  suggestedRules: {},
  preset: noPreset,
};
const here = { status: 'available', detail: '', software: false } as const;
const backends: DeviceReport['backends'] = {
  webgpu: { status: 'unavailable', cause: { kind: 'no-webgpu' }, message: 'none' },
  webgl: here,
  'wasm-simd': here,
  'wasm-threads': here,
};

const plan = v.parse(planSchema, { models: [{ ref: 'file:0' }], backends: ['wasm-threads', 'webgpu'] });
const { environment } = runDocument([]);

test('wherever a run is broken off, what the browser lacks has that for its reason, and the rest its end', () => {
  const record = new RunRecord(plan, model, { environment, backends });
  const reasons = {
    webgpu: 'unsupported: no-webgpu',
    'wasm-simd': 'failed: cancelled',
    'wasm-threads': 'failed: cancelled',
  };
  for (const document of [
    record.toDocument('cancelled'),
    record.toInterruptedRun(1, record.cells).document,
  ]) {
    const found = document.cells.map((cell) => [
      cell.backend,
      cell.status === 'measured' ? cell.status : `${cell.status}: ${cell.reason.kind}`,
    ]);
    expect(Object.fromEntries(found)).toEqual(reasons);
  }
});

test('a run that goes on leaves out what the browser still lacks, and takes up what it has again', () => {
  const interrupted = new RunRecord(plan, model, { environment, backends }).toInterruptedRun(1, []);
  const wanted = (now: DeviceReport['backends']) =>
    new RunRecord(plan, model, { environment, backends: now }, interrupted).activeCells.map(
      ({ planned }) => planned.key.backend,
    );
  expect(wanted(backends).sort()).toEqual(['wasm-simd', 'wasm-threads']);
  expect(wanted({ ...backends, webgpu: here }).sort()).toEqual(['wasm-simd', 'wasm-threads', 'webgpu']);
});
