import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineConfig } from './define-config.ts';
import { askedModels } from './plan-runs.ts';
import { parseRunFile, readRunFile } from './read-run-file.ts';

const least = { models: ['a.onnx'], targets: ['chromium'] };

function refusal(content: unknown): string {
  const parsed = parseRunFile('run.json', content);
  return parsed.status === 'refused' ? parsed.message : 'not refused';
}

describe('parseRunFile', () => {
  it('fills in what may be left out', () => {
    expect(parseRunFile('run.json', least)).toMatchObject({
      status: 'valid',
      value: {
        presets: ['standard'],
        restarts: 3,
        devicesAtOnce: 1,
        limits: { runSeconds: 14_400, answerSeconds: 60 },
      },
    });
  });

  it('takes targets of every kind, as words or with what tells them apart', () => {
    const targets = defineConfig({
      models: [{ model: 'shelf:silero-vad', dims: { batch: 1 } }],
      cells: [{ backends: ['webgpu'] }, { threads: [1, 2] }],
      targets: [
        'firefox',
        { kind: 'chromium', channel: 'edge', switches: 'gpu', headed: true },
        { kind: 'android', serial: '0123', name: 'phone' },
        { kind: 'cdp', endpoint: 'http://127.0.0.1:9222' },
        { kind: 'playwright', endpoint: 'ws://127.0.0.1:1/x', browser: 'webkit' },
        { kind: 'ssh', host: 'pi@raspberry' },
      ],
    });
    expect(parseRunFile('run.ts', targets).status).toBe('valid');
  });

  it.each([
    [{ ...least, preset: ['quick'] }, 'run.json: Unknown key preset; did you mean presets?'],
    [{ modles: ['a.onnx'], targets: ['chromium'] }, 'Unknown key modles; did you mean models?'],
    [
      { ...least, cells: { backend: ['webgpu'] } },
      'Unknown key backend; did you mean backends? It stands in cells.',
    ],
    [
      { ...least, cells: { backends: ['wasm-thread'] } },
      'cells.backends[0]: Unknown value wasm-thread; did you mean wasm-threads?',
    ],
    [{ ...least, targets: ['chromum'] }, 'targets[0]: Unknown value chromum; did you mean chromium?'],
    [
      { ...least, targets: [{ kind: 'andriod' }] },
      'targets[0].kind: Unknown value andriod; did you mean android?',
    ],
    [
      { ...least, targets: [{ kind: 'ssh', hosts: 'pi' }] },
      'Unknown key hosts; did you mean host? It stands in targets[0].',
    ],
    [{ ...least, targets: [{ kind: 'cdp' }] }, 'The key endpoint is missing in targets[0].'],
    [{ ...least, presets: 'quick' }, 'presets must be a list, and is "quick".'],
    [{ ...least, restarts: 1.5 }, 'restarts must be a whole number, and is 1.5.'],
    [{ ...least, targets: [] }, 'targets must be not empty, and is [].'],
    [{ ...least, upload: 'no address' }, 'upload must be an address, and is "no address".'],
    [[], 'The key models is missing.'],
    [null, 'The run file must be an object with keys, and is null.'],
  ])('refuses %j with a sentence', (content, sentence) => {
    expect(refusal(content)).toContain(sentence);
  });
});

describe('askedModels', () => {
  it('puts the models of a suite in its place, each with what was asked of the suite', () => {
    const read = parseRunFile('run.json', {
      ...least,
      models: ['a.onnx', { model: 'zoo:suite/quick', dims: { batch: 2 } }],
    });
    if (read.status === 'refused') throw new Error(read.message);
    const [first, ...others] = askedModels(read.value);
    expect(first?.model).toBe('a.onnx');
    expect(others.length).toBe(3);
    for (const { model, request } of others) {
      expect(model).toMatch(/^zoo:[a-z]/);
      expect(request.dims).toEqual({ batch: 2 });
    }
  });
});

describe('readRunFile', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'inferometer-run-file-'));
    await writeFile(
      join(folder, 'run.ts'),
      `export default ${JSON.stringify(least)} satisfies object as unknown;\n`,
    );
    await writeFile(join(folder, 'run.json'), JSON.stringify(least));
    await writeFile(join(folder, 'broken.json'), '{ "models": ');
    await writeFile(join(folder, 'broken.ts'), 'export default {');
    await writeFile(join(folder, 'empty.ts'), 'export const runFile = {};');
    await writeFile(join(folder, 'run.yaml'), 'models: []');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(['run.ts', 'run.json'])('reads %s', async (name) => {
    expect(await readRunFile(join(folder, name))).toMatchObject({
      status: 'valid',
      value: { models: ['a.onnx'] },
    });
  });

  it.each([
    ['absent.ts', 'There is no run file'],
    ['broken.json', 'is not valid JSON'],
    ['broken.ts', 'cannot be loaded'],
    ['empty.ts', 'has no default export'],
    ['run.yaml', 'is not a run file'],
    ['.', 'is not a file'],
  ])('refuses %s with a sentence', async (name, sentence) => {
    expect(await readRunFile(join(folder, name))).toEqual({
      status: 'refused',
      message: expect.stringContaining(sentence),
    });
  });
});
