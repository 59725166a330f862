import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelOfDataDependentProduct, smallConvolutionalNet } from '../../tests/fixtures/onnx-models.ts';
import type { InspectionRecord } from './inspection-record.ts';

const command = fileURLToPath(new URL('./inspect.ts', import.meta.url));
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inferometer-inspect-test-'));
  await writeFile(join(folder, 'net.onnx'), smallConvolutionalNet('batch'));
  await writeFile(join(folder, 'data.onnx'), modelOfDataDependentProduct(10, 6));
  await writeFile(join(folder, 'text.onnx'), 'no model\n');
  // A file with a hole: 3 GiB long, and next to nothing on the disk.
  await writeFile(join(folder, 'huge.onnx'), '');
  await truncate(join(folder, 'huge.onnx'), 3 * 2 ** 30);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function inspect(...typed: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [command, ...typed], { cwd: folder }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

// 2 convolutions of 3×3, the second with a stride of 2, and a fully connected layer.
test('a model as a table and as JSON, for dimensions that are asked for', async () => {
  const [one, many] = await Promise.all([
    inspect('net.onnx', '--json', 'one.json'),
    inspect('net.onnx', '--dim', 'batch=3', '--json', '-'),
  ]);
  expect([one.code, one.stderr, many.code]).toEqual([0, '', 0]);
  const record = JSON.parse(await readFile(join(folder, 'one.json'), 'utf8')) as InspectionRecord;
  expect(record).toMatchObject({
    name: 'net.onnx',
    format: 'onnx',
    publishedParameters: null,
    macsReason: null,
    opset: 13,
    inputs: [{ name: 'x', dtype: 'float32', shape: ['batch', 3, 32, 32] }],
    fed: [{ name: 'x', shape: [1, 3, 32, 32] }],
    operators: { Conv: 2, Relu: 2 },
  });
  expect(record.sha256).toMatch(/^[0-9a-f]{64}$/);
  const statistics = record.operatorStatistics ?? [];
  expect(statistics.reduce((sum, { macs }) => sum + (macs ?? 0), 0)).toBe(record.macs);
  expect(statistics.reduce((sum, { parameters }) => sum + (parameters ?? 0), 0)).toBe(record.parameters);
  expect(one.stdout).toContain(record.sha256);
  expect(one.stdout).toMatch(/^operator +nodes +parameters +MACs$/m);
  expect((JSON.parse(many.stdout) as InspectionRecord).macs).toBe(3 * (record.macs ?? 0));
}, 60_000);

test('MACs that depend on data are null, with a reason', async () => {
  const { code, stdout } = await inspect('data.onnx', '--json', '-');
  const record = JSON.parse(stdout) as InspectionRecord;
  expect([code, record.macs]).toEqual([0, null]);
  expect(record.macsReason).toMatch(/NonZero/);
}, 60_000);

test('what cannot be read is a sentence and exit code 2', async () => {
  const refusals = await Promise.all([
    inspect('text.onnx'),
    inspect('huge.onnx'),
    inspect('gone.onnx'),
    inspect('net.onnx', '--dim', 'bach=3'),
    inspect('net.onnx', '--jsn', 'x'),
    inspect(),
  ]);
  expect(refusals.map(({ code }) => code)).toEqual(Array(6).fill(2));
  expect(refusals.map(({ stderr }) => stderr.trim())).toEqual([
    expect.stringContaining('text.onnx'),
    expect.stringContaining('larger than 2 GiB'),
    expect.stringContaining('There is no file gone.onnx'),
    expect.stringContaining('Did you mean batch?'),
    expect.stringContaining('--json'),
    expect.stringContaining('Name a model'),
  ]);
  for (const { stdout } of refusals) expect(stdout).toBe('');
}, 60_000);

test('--help tells the usage', async () => {
  const { code, stdout } = await inspect('--help');
  expect([code, stdout]).toEqual([0, expect.stringContaining('npm run -s inspect -- MODEL')]);
}, 60_000);
