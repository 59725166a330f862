import { expect, test } from 'vitest';
import { sha256Hex } from '../sha256.ts';
import { buildZooModel } from './build-zoo-model.ts';
import { zooModel, type ZooId, type ZooPrecision } from './catalogue.ts';

test.each<[ZooId, ZooPrecision]>([
  ['super-resolution', 'fp32'],
  ['shufflenet-v2', 'fp16'],
  ['minilm-l6', 'int8'],
  ['resnet50-v1', 'fp32'],
])('%s in %s has the bytes that Node builds', async (id, precision) => {
  const built = buildZooModel({ id, precision });
  if (built.status !== 'built') throw new Error(built.message);
  const figures = zooModel(id).files[precision];
  expect(built.file.size).toBe(figures?.bytes);
  expect(await sha256Hex(new Uint8Array(await built.file.arrayBuffer()))).toBe(figures?.sha256);
});
