import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import * as v from 'valibot';
import { runDocumentSchema, type RunDocument } from '#lib/core/results/run-document.ts';
import { jsonBytes, smallGraphModel } from '../../src/lib/models/tfjs/small-models.test-data.ts';
import { modelOf } from '../../src/cli/small-models.test-data.ts';
import { childEnvironment } from './child-environment.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface BenchOptions {
  readonly environment?: Record<string, string>;
  /** Sends Ctrl-C once standard error holds this. */
  readonly interruptAt?: string;
}

let folder = '';

/** Runs the command as npm does, in the folder with the models. */
function bench(
  parameters: readonly string[],
  { environment = {}, interruptAt }: BenchOptions = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'src/cli/bench.ts'), ...parameters], {
      cwd: folder,
      env: { ...childEnvironment(), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    let isInterrupted = false;
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      if (interruptAt === undefined || isInterrupted || !stderr.includes(interruptAt)) return;
      isInterrupted = true;
      child.kill('SIGINT');
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

let web: Server;
let site = '';

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inferometer-cli-'));
  await mkdir(join(folder, 'heavy', 'weights'), { recursive: true });
  for (const name of ['tfjs', 'tfjs-missing', 'tfjs-short']) await mkdir(join(folder, name));
  const { json, weights } = smallGraphModel();
  const tfjs = jsonBytes(json);
  const external = { offset: 0, length: 16 };
  const files: Record<string, Uint8Array | string> = {
    'add.onnx': modelOf('Add'),
    'unknown-operator.onnx': modelOf('Frobnicate'),
    'missing-weights.onnx': modelOf('Add', { location: 'gone.bin', ...external }),
    'heavy/add.onnx': modelOf('Add', { location: 'weights/w.bin', ...external }),
    'heavy/weights/w.bin': new Uint8Array(new Float32Array([1, 2, 3, 4]).buffer),
    'truncated.onnx': modelOf('Add').subarray(0, 60),
    'text.onnx': 'This is not a model.\n',
    'empty.onnx': '',
    'tfjs/model.json': tfjs,
    'tfjs/group1-shard1of2.bin': weights.subarray(0, 20),
    'tfjs/group1-shard2of2.bin': weights.subarray(20),
    'tfjs-missing/model.json': tfjs,
    'tfjs-short/model.json': tfjs,
    'tfjs-short/group1-shard1of2.bin': weights.subarray(0, 20),
    'tfjs-short/group1-shard2of2.bin': weights.subarray(24),
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  web = createServer((request, response) => {
    if (request.url === '/add.onnx') return response.end(modelOf('Add'));
    if (request.url === '/page.onnx') return response.end('<!doctype html><title>A page</title>');
    response.writeHead(404);
    return response.end();
  });
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  site = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
});

test.afterAll(async () => {
  await new Promise((resolve) => web.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

function documentIn(text: string): RunDocument {
  return v.parse(runDocumentSchema, JSON.parse(text));
}

const quick = ['--preset', 'quick'];

test('measures a file, prints a table and writes a valid document and a CSV file', async () => {
  const backends = ['--backends', 'wasm-simd,wasm-threads', '--threads', '2', '--seed', '7'];
  const files = ['--json', 'result.json', '--csv', 'result.csv', '--strict'];
  const ended = await bench(['add.onnx', ...quick, ...backends, ...files]);
  expect(ended, ended.stderr).toMatchObject({ code: 0 });
  const document = documentIn(await readFile(join(folder, 'result.json'), 'utf8'));
  expect(document.plan).toMatchObject({ seed: 7, preset: 'quick', threads: [2] });
  expect(document.cells.map((cell) => [cell.id, cell.status, cell.threads.observed])).toEqual([
    ['onnxruntime-web/wasm-simd/t1/b1/fp32', 'measured', 1],
    ['onnxruntime-web/wasm-threads/t2/b1/fp32', 'measured', 2],
  ]);
  expect(document.environment).toMatchObject({ isolated: true, automation: { driver: 'playwright' } });
  expect(document.environment.automation?.switches).toContain('--no-first-run');
  expect(ended.stdout).toContain('WASM-threads (2 threads)');
  expect(ended.stdout).toContain(document.recommendation.sentence);
  expect(ended.stderr).toContain('Round 1 of 3, cell 1 of 2');
  expect((await readFile(join(folder, 'result.csv'), 'utf8')).trimEnd().split('\r\n')).toHaveLength(3);
  expect((await readdir(folder)).filter((name) => name.endsWith('.partial'))).toEqual([]);
});

test('gives only JSON on standard output with --json -, for several models in one list', async () => {
  const models = ['heavy/add.onnx', `${site}/add.onnx`];
  const ended = await bench([...models, ...quick, '--backends', 'wasm-simd', '--json', '-']);
  expect(ended, ended.stderr).toMatchObject({ code: 0 });
  const list = JSON.parse(ended.stdout) as { format: string; version: number; runs: unknown[] };
  expect(list).toMatchObject({ format: 'inferometer-runs', version: 1 });
  const documents = list.runs.map((run) => v.parse(runDocumentSchema, run));
  expect(documents.flatMap((run) => run.cells.map((cell) => cell.status))).toEqual(['measured', 'measured']);
  expect(ended.stderr).toContain('WASM-SIMD');
});

test('measures a TensorFlow.js model from its folder', async () => {
  const ended = await bench(['tfjs', ...quick, '--backends', 'wasm-simd', '--json', '-']);
  expect(ended, ended.stderr).toMatchObject({ code: 0 });
  const document = documentIn(ended.stdout);
  expect(document.model).toMatchObject({
    name: 'model.json',
    format: 'tfjs-graph',
    opset: null,
    parameters: 12,
  });
  expect(document.cells.map(({ id, status }) => [id, status])).toEqual([
    ['tfjs/wasm-simd/t1/b1/fp32', 'measured'],
  ]);
});

test('keeps what had been measured when it is interrupted', async () => {
  const options = ['--preset', 'rigorous', '--backends', 'wasm-simd', '--json', 'interrupted.json'];
  const ended = await bench(['add.onnx', ...options], { interruptAt: 'Round 2 of 10' });
  expect(ended, ended.stderr).toMatchObject({ code: 130 });
  const document = documentIn(await readFile(join(folder, 'interrupted.json'), 'utf8'));
  expect(document).toMatchObject({ status: 'cancelled', cells: [{ status: 'measured' }] });
  expect(ended.stdout).toContain('Stopped before the end');
});

test('prints help and version', async () => {
  expect(await bench(['--help'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('--backends NAMES'),
  });
  expect(await bench(['--version'])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
  });
});

const bad: readonly [what: string, parameters: () => string[], sentence: string, code?: number][] = [
  ['no model', () => [], 'Name a model'],
  ['an unknown option', () => ['add.onnx', '--backend', 'webgl'], 'did you mean --backends?'],
  ['an unknown backend', () => ['add.onnx', '--backends', 'wasm-thread'], 'did you mean wasm-threads?'],
  ['an unknown engine', () => ['add.onnx', '--engines', 'onnxruntime'], 'did you mean onnxruntime-web?'],
  ['an empty place in a list', () => ['add.onnx', '--batch', '1,,2'], 'one of "1,,2" is empty'],
  ['an unwritable document', () => ['add.onnx', '--json', 'absent/result.json'], 'cannot be written'],
  ['an absent file', () => ['absent.onnx'], 'There is no file absent.onnx'],
  ['a folder', () => ['heavy'], 'Did you mean heavy/add.onnx?'],
  ['a truncated model', () => ['truncated.onnx'], 'breaks off'],
  ['a text file', () => ['text.onnx'], 'text file'],
  ['an empty file', () => ['empty.onnx'], 'empty'],
  ['a missing shard', () => ['tfjs-missing'], 'group1-shard1of2.bin'],
  ['a short shard', () => ['tfjs-short/model.json'], 'hold 44 bytes together'],
  ['missing weights', () => ['missing-weights.onnx'], 'gone.bin'],
  ['a bad model after a good one', () => ['add.onnx', 'text.onnx'], 'text file'],
  ['an unknown operator', () => ['unknown-operator.onnx', ...quick, '--backends', 'wasm-simd'], 'Frobnicate'],
  [
    'a shape that does not fit',
    () => ['add.onnx', ...quick, '--input', 'x=3'],
    'The inputs do not fit the model',
  ],
  ['an unknown model of the shelf', () => ['shelf:silero'], 'did you mean shelf:silero-vad?'],
  ['an address without a file', () => [`${site}/absent.onnx`], 'status 404'],
  ['an address with a page', () => [`${site}/page.onnx`], 'web page'],
  ['an address without a server', () => ['http://127.0.0.1:1/add.onnx'], 'cannot be reached'],
  ['a browser that is not there', () => ['add.onnx', '--browser', './no-browser'], 'There is no browser', 3],
  [
    'a program that is no browser',
    () => ['add.onnx', '--browser', process.execPath],
    'could not be started',
    3,
  ],
];

for (const [what, parameters, sentence, code = 2] of bad) {
  test(`answers ${what} with a sentence and exit code ${code}`, async () => {
    const ended = await bench(parameters());
    expect(ended).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(sentence) });
    expect(ended.stderr).not.toMatch(/^\s+at /m);
  });
}
