import { describe, expect, it } from 'vitest';
import { deviceMatrices } from '#lib/core/recommendations/device-matrix.ts';
import {
  measuredCell,
  runDocument,
  unsupportedCell,
  wrongCell,
} from '../../../tests/fixtures/run-documents.ts';
import { matricesAsJson } from './matrix-json.ts';
import { toMatrixReport } from './matrix-report.ts';
import { formatMatrix } from './matrix-text.ts';
import { nameRuns } from './name-runs.ts';

const around = (ms: number) => [ms, ms * 1.01, ms * 0.99];
const named = (name: string | null, path: string, gpuMs: number) => ({
  name,
  path,
  document: runDocument(
    [
      measuredCell('webgpu', around(gpuMs)),
      measuredCell('wasm-threads', around(6)),
      wrongCell('webgl', around(1)),
      unsupportedCell('wasm-simd', { kind: 'no-simd' }),
    ],
    { runId: path },
  ),
});
const matrices = deviceMatrices(
  nameRuns([named('desk', 'a.json', 2), named('phone', 'b.json', 9), named(null, 'c.json', 5)]),
);

describe('the matrix command’s outputs', () => {
  it('names devices by what they were called, else by what the browser tells, and twins by their file', () => {
    expect(matrices[0]?.rows.map(({ name }) => name)).toEqual([
      'desk, Chromium 156 (headless)',
      'phone, Chromium 156 (headless)',
      'Linux desktop, 8 cores, google swiftshader, Chromium 156 (headless)',
    ]);
    const twins = nameRuns([named('desk', 'a.json', 1), named('desk', 'b.json', 1)]);
    expect(twins.map(({ name }) => name)).toEqual([
      'desk, Chromium 156 (headless) (a.json)',
      'desk, Chromium 156 (headless) (b.json)',
    ]);
  });

  it('prints a table with the best of each device and the choice', () => {
    const text = matrices.map((matrix) => formatMatrix(matrix, Infinity)).join('');
    expect(text).toMatch(/desk, .* +\*2\.00 +6\.00 +WRONG +unsupported/);
    expect(text).toMatch(/phone, .* +9\.00 +\*6\.00/);
    expect(text).toContain('One configuration for all devices: WebGPU, at most 1.50 (');
    expect(text).toContain('It costs most on phone, Chromium 156 (headless).');
  });

  it('writes a heat map, winners and regrets that ask nothing from outside', () => {
    const text = toMatrixReport(matrices);
    expect(text.match(/class="filled best/g)?.length).toBe(3);
    expect(text.match(/--share:1\.000/g)?.length).toBe(3);
    expect(text).toContain('Winner on each device');
    expect(text).toContain('What WebGPU everywhere costs');
    expect(text).not.toMatch(/(src|href)="(?!#)|url\(|<script/);
  });

  it('writes JSON that holds the same', () => {
    const [written] = (JSON.parse(matricesAsJson(matrices)) as { models: Record<string, unknown>[] }).models;
    expect(written).toMatchObject({
      devices: [{ name: 'desk, Chromium 156 (headless)', best: 'onnxruntime-web/webgpu/t1/b1/fp32' }, {}, {}],
      choice: { configuration: 'onnxruntime-web/webgpu/t1/b1/fp32', missingOn: [] },
    });
  });
});
