import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonBytes, smallGraphModel } from '#lib/models/tfjs/small-models.test-data.ts';
import { expandSuites, findModel } from './models.ts';
import { modelOf } from './small-models.test-data.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inferometer-models-'));
  const { json, weights } = smallGraphModel();
  const model = jsonBytes(json);
  const files: Record<string, Uint8Array | string> = {
    'add.onnx': modelOf('Add'),
    'no-ending': modelOf('Add'),
    'small.ort': new Uint8Array([0, 0, 0, 0, ...new TextEncoder().encode('ORTM'), 0]),
    'outside.onnx': modelOf('Add', { location: '../w.bin', offset: 0, length: 16 }),
    'absolute.onnx': modelOf('Add', { location: '/w.bin', offset: 0, length: 16 }),
    'missing.onnx': modelOf('Add', { location: 'sub/gone.bin', offset: 0, length: 16 }),
    'short.onnx': modelOf('Add', { location: 'sub/w.bin', offset: 8, length: 16 }),
    'whole.onnx': modelOf('Add', { location: 'sub/w.bin', offset: 0, length: 16 }),
    'sub/w.bin': new Uint8Array(16),
    'text.onnx': 'not a model\n',
    'text.ort': 'not a model\n',
    'empty.onnx': '',
    'truncated.onnx': modelOf('Add').subarray(0, 60),
    'onnx/add.onnx': modelOf('Add'),
    'both/model.json': model,
    'both/add.onnx': modelOf('Add'),
    'keras/net.h5': 'x',
    'tfjs/net.json': model,
    'tfjs/tokenizer.json': '{}',
    'tfjs/group1-shard1of2.bin': weights.subarray(0, 20),
    'tfjs/group1-shard2of2.bin': weights.subarray(20),
    'tfjs-missing/model.json': model,
    'tfjs-missing/group1-shard1of2.bin': weights.subarray(0, 20),
    'tfjs-short/model.json': model,
    'tfjs-short/group1-shard1of2.bin': weights.subarray(0, 20),
    'tfjs-short/group1-shard2of2.bin': weights.subarray(28),
    'tfjs-bad/model.json': jsonBytes({ ...json, format: 'saved-model' }),
  };
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function find(typed: string): ReturnType<typeof findModel> {
  return findModel(typed, {
    folder: join(folder, 'downloads'),
    onProgress: () => undefined,
    signal: new AbortController().signal,
    shelfIds: () => Promise.resolve(['silero-vad']),
  });
}

describe('findModel', () => {
  it.each([
    ['add.onnx', ['add.onnx']],
    ['no-ending', ['no-ending.onnx']],
    ['small.ort', ['small.ort']],
    ['whole.onnx', ['whole.onnx', 'sub/w.bin']],
    ['tfjs', ['net.json', 'group1-shard1of2.bin', 'group1-shard2of2.bin']],
    ['tfjs/net.json', ['net.json', 'group1-shard1of2.bin', 'group1-shard2of2.bin']],
  ])('finds %s and what belongs to it', async (name, expected) => {
    const found = await find(join(folder, name));
    expect(found).toMatchObject({ status: 'valid', value: { kind: 'files' } });
    const files = found.status === 'valid' && found.value.kind === 'files' ? found.value.files : [];
    expect(files.map((file) => file.name)).toEqual(expected);
  });

  it.each([
    ['text.onnx', 'text file'],
    ['text.ort', 'text file'],
    ['empty.onnx', 'empty'],
    ['truncated.onnx', 'breaks off'],
    ['missing.onnx', 'keeps its weights in sub/gone.bin, which is not beside it'],
    ['short.onnx', 'sub/w.bin ends before the weights of short.onnx do'],
    ['outside.onnx', 'outside its own folder'],
    ['absolute.onnx', 'outside its own folder'],
    ['absent.onnx', 'There is no file'],
    ['sub', 'is a folder without a model'],
    ['.', 'holds several models. Give one of them'],
    ['onnx', 'Did you mean'],
    ['both', 'both/model.json, '],
    ['keras', 'Convert it with tensorflowjs_converter'],
    ['tfjs-missing', 'keeps its weights in group1-shard2of2.bin, which is not beside it'],
    ['tfjs-short', 'hold 40 bytes together, but model.json describes weights of 48 bytes'],
    ['tfjs-bad/model.json', 'model.json: Its format is “saved-model”'],
    ['add.onnx/inner.onnx', 'There is no file'],
  ])('refuses %s with a sentence', async (name, sentence) => {
    expect(await find(join(folder, name))).toEqual({
      status: 'refused',
      message: expect.stringContaining(sentence),
    });
  });

  it.each([
    ['shelf:silero-vat', 'Unknown model shelf:silero-vat; did you mean shelf:silero-vad?'],
    ['shelf:u2netp', 'The shelf goes without u2netp here'],
    ['silero-vad', 'Did you mean shelf:silero-vad?'],
    ['zoo:mobilenet', 'did you mean “zoo:mobilenet-v2”?'],
    ['zoo:mobilenet-v2/int8', 'can be built in fp32 and fp16'],
    ['zoo:suite/dnn', 'has no suite'],
    ['http://', 'is not an address'],
    ['http://name:password@127.0.0.1/model.onnx', 'with a name and password'],
  ])('refuses %s with a sentence', async (typed, sentence) => {
    expect(await find(typed)).toEqual({ status: 'refused', message: expect.stringContaining(sentence) });
  });

  it('puts a suite’s models in its place, and leaves building them to the page', async () => {
    const models = expandSuites(['add.onnx', 'zoo:suite/dnn-bench', 'zoo:suite/none']);
    expect(models).toHaveLength(10);
    expect(models.at(-1)).toBe('zoo:suite/none');
    for (const ref of models.slice(1, 9))
      expect(await find(ref)).toEqual({ status: 'valid', value: { kind: 'site', title: ref, ref } });
  });

  it('leaves a model of the shelf to the site', async () => {
    expect(await find('shelf:silero-vad')).toEqual({
      status: 'valid',
      value: { kind: 'site', title: 'shelf:silero-vad', ref: 'shelf:silero-vad' },
    });
  });
});
