import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelOfDataDependentProduct, smallConvolutionalNet } from '../../tests/fixtures/onnx-models.ts';
import { inspectHelp, parseInspectArguments } from './inspect-arguments.ts';
import { inspectFiles, type InspectionRecord } from './inspection-record.ts';
import { formatInspection } from './inspection-table.ts';
import { findModelFiles } from './model-files.ts';
import type { Parsed } from './option-values.ts';

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

/** What the command does between its arguments and its output. */
async function described(...typed: string[]): Promise<Parsed<InspectionRecord>> {
  const parsed = parseInspectArguments(typed);
  if (parsed.status === 'refused') return parsed;
  if (parsed.status !== 'run') throw new Error(parsed.status);
  const [model = ''] = parsed.command.models;
  const found = await findModelFiles(join(folder, model), {
    folder: join(folder, 'downloads'),
    dims: {},
    onProgress: () => undefined,
    signal: new AbortController().signal,
    shelfIds: () => Promise.resolve([]),
  });
  return found.status === 'refused' ? found : inspectFiles(found.value, parsed.command);
}

// 2 convolutions of 3×3, the second with a stride of 2, and a fully connected layer.
test('a model as a table and as JSON, for dimensions that are asked for', async () => {
  const one = await inspect('net.onnx', '--json', 'one.json');
  expect([one.code, one.stderr]).toEqual([0, '']);
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
  const many = await described('net.onnx', '--dim', 'batch=3');
  expect(many.status === 'valid' && many.value.macs).toBe(3 * (record.macs ?? 0));
}, 60_000);

test('MACs that depend on data are null, with a reason', async () => {
  const record = await described('data.onnx');
  expect(record.status === 'valid' && record.value).toMatchObject({
    macs: null,
    macsReason: expect.stringMatching(/NonZero/) as string,
    operatorStatistics: expect.arrayContaining([
      { operator: 'MatMul', count: 1, parameters: 6, macs: null },
    ]) as unknown,
  });
});

test.each([
  [['text.onnx'], /text\.onnx/],
  [['huge.onnx'], /larger than 2 GiB/],
  [['gone.onnx'], /There is no file .*gone\.onnx/],
  [['net.onnx', '--dim', 'bach=3'], /Did you mean batch\?/],
  [['net.onnx', '--dim', 'batch=3', '--dim', 'batch=4'], /twice/],
  [['net.onnx', '--jsn', 'x'], /--json/],
  [[], /Name a model/],
])('%j is refused with a sentence', async (typed, sentence) => {
  const record = await described(...typed);
  expect(record.status === 'refused' && record.message).toMatch(sentence);
});

test('a refusal goes to standard error, with exit code 2', async () => {
  const { code, stdout, stderr } = await inspect('text.onnx');
  expect([code, stdout, stderr.trim()]).toEqual([2, '', expect.stringMatching(/^text\.onnx: .+\.$/)]);
}, 60_000);

test('the help tells the usage', () => {
  expect(parseInspectArguments(['net.onnx', '--help'])).toEqual({ status: 'help' });
  expect(inspectHelp).toContain('npm run -s inspect -- MODEL');
});

test('a long list of inputs is cut in the table', async () => {
  const record = await described('net.onnx');
  if (record.status === 'refused') throw new Error(record.message);
  const inputs = Array.from({ length: 40 }, (_, index) => ({
    name: `x${index}`,
    dtype: 'float32' as const,
    shape: [1],
  }));
  const text = formatInspection({ ...record.value, inputs }, 80);
  expect(text).toMatch(/^inputs +x0 float32 1, .*x4 float32 1 and 35 more \(all in --json\)$/m);
});

test('a model of the zoo, built for the sizes that are asked for', async () => {
  const { code } = await inspect('zoo:super-resolution', '--dim', 'imageSize=64', '--json', 'zoo.json');
  expect(code).toBe(0);
  const record = JSON.parse(await readFile(join(folder, 'zoo.json'), 'utf8')) as InspectionRecord;
  expect(record).toMatchObject({ parameters: 59_657, publishedParameters: 59_657, opset: 17 });
  expect(record.inputs?.[0]?.shape).toEqual([1, 1, 64, 64]);
  const refused = await inspect('zoo:super-resolution', '--dim', 'imageSize=63000');
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('64 to 1024')]);
}, 60_000);
