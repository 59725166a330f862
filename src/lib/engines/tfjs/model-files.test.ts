import { describe, expect, it } from 'vitest';
import type { NamedBlob } from '#lib/workers/named-blob.ts';
import { readModelFiles, toArtifacts } from './model-files.ts';
import { smallGraphModel, smallLayersModel } from './small-models.ts';

type Files = [NamedBlob, ...NamedBlob[]];

const blobs = (files: ReturnType<typeof smallGraphModel>) =>
  files.map(({ name, bytes }) => ({ name, blob: new Blob([bytes]) })) as Files;

const json = (value: unknown): Files => [{ name: 'model.json', blob: new Blob([JSON.stringify(value)]) }];

describe('readModelFiles', () => {
  it.each(['float32', 'float16', 'uint8'] as const)('takes a model with %s weights', async (storage) => {
    for (const files of [smallGraphModel(storage), smallLayersModel(storage)]) {
      expect(await readModelFiles(blobs(files))).toMatchObject({ status: 'read' });
    }
  });

  it('names a shard that is missing', async () => {
    const [model, first] = blobs(smallGraphModel());
    expect(await readModelFiles(first === undefined ? [model] : [model, first])).toMatchObject({
      status: 'failed',
      cause: { kind: 'missing-external-data', location: 'group1-shard2of2.bin' },
    });
  });

  it('tells how many bytes there are and how many there should be', async () => {
    const files = blobs(smallLayersModel());
    const last = files.length - 1;
    files[last] = { name: files[last]?.name ?? '', blob: new Blob([new Uint8Array(3)]) };
    const outcome = await readModelFiles(files);
    expect(outcome).toMatchObject({ status: 'failed', cause: { kind: 'invalid-model' } });
    // Weights of 12×5, 5, 12×3 and 3 numbers, of which the first half is there.
    expect(JSON.stringify(outcome)).toContain('should hold 416 bytes of weights and holds 211');
  });

  it.each([
    ['text', [{ name: 'model.json', blob: new Blob(['no model']) }] as Files],
    ['another JSON', json({ name: 'package' })],
    ['null', json(null)],
    ['a manifest that is no list', json({ modelTopology: {}, weightsManifest: {} })],
    ['a manifest without paths', json({ modelTopology: {}, weightsManifest: [{ weights: [] }] })],
  ])('refuses %s', async (_name, files) => {
    expect(await readModelFiles(files)).toMatchObject({ status: 'failed', cause: { kind: 'invalid-model' } });
  });

  it('does not count the bytes of strings, whose size nothing tells', async () => {
    const manifest = [{ paths: [], weights: [{ name: 's', shape: [2], dtype: 'string' }] }];
    expect(await readModelFiles(json({ modelTopology: {}, weightsManifest: manifest }))).toMatchObject({
      status: 'read',
    });
  });
});

describe('toArtifacts', () => {
  it('hands on everything that model.json says, and the shards in order', async () => {
    const read = await readModelFiles(blobs(smallGraphModel()));
    if (read.status !== 'read') throw new Error(JSON.stringify(read));
    const artifacts = await toArtifacts(read).load?.();
    expect(artifacts).toMatchObject({ format: 'graph-model', signature: { inputs: { x: { name: 'x:0' } } } });
    expect(artifacts?.weightSpecs?.map(({ name }) => name)).toEqual(['w1', 'b1', 'w2', 'w3', 'axes']);
    expect(artifacts?.weightData).toEqual([...read.shards.values()]);
  });
});
