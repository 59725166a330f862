import { describe, expect, test } from 'vitest';
import { describeOnnx } from '#lib/onnx/describe.ts';
import { readOnnx } from '#lib/onnx/read.ts';
import { buildZooModel } from './build-zoo-model.ts';
import { zoo, zooIds, zooModel, type ZooPrecision } from './catalogue.ts';
import { hashZooModel } from './hash-zoo-model.ts';
import { operatorsOf, zooGraph, type ZooGraph, type ZooRequest } from './zoo-graph.ts';

function graphOf(request: ZooRequest): ZooGraph {
  const graph = zooGraph(request);
  if (graph.status !== 'ready') throw new Error(graph.message);
  return graph;
}

const files = zoo.flatMap(({ id, precisions }) =>
  precisions.map((precision): [string, ZooPrecision] => [id, precision]),
) as [(typeof zooIds)[number], ZooPrecision][];

test('the catalogue has all twelve, in the order of their ids', () => {
  expect(zoo.map(({ id }) => id)).toEqual(zooIds);
});

describe.each(zoo)('$id', (entry) => {
  const graph = graphOf({ id: entry.id });

  test('has the published number of parameters, batch norm folded', () => {
    expect(graph.parameters + entry.batchNormChannels).toBe(entry.publishedParameters);
    expect(graph.batchNormChannels).toBe(entry.batchNormChannels);
    const described = describeOnnx(graph.model, 0);
    expect(described.parameters).toBe(graph.parameters);
  });

  test('says what it is', () => {
    const { model } = graph;
    expect(model).toMatchObject({ irVersion: 8, opsetImports: [{ domain: '', version: 17 }] });
    expect(model.docString).toContain('synthetic weights');
    expect(model.docString).toContain(entry.source);
    expect(model.metadata['zoo']).toBe(`${entry.id}@${entry.version}`);
    const names = model.graph.nodes.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).not.toContain('');
  });

  test('has only fixed shapes, and a legal filling for each input', () => {
    const { inputs, outputs } = graph.model.graph;
    for (const { shape } of [...inputs, ...outputs])
      expect(shape?.every((size) => typeof size === 'number' && size > 0)).toBe(true);
    expect(Object.keys(graph.inputRules)).toEqual(inputs.map(({ name }) => name));
  });

  test.each(entry.precisions)('its %s graph is what the catalogue says', (precision) => {
    const built = graphOf({ id: entry.id, precision });
    const { model, macs } = built;
    expect(macs).toBe(entry.macs);
    const described = describeOnnx(model, 0);
    expect(described.precision).toBe(precision);
    expect(Object.keys(described.operators)).toEqual(operatorsOf(built));
    for (const { dtype } of [...described.inputs, ...described.outputs])
      expect(['float32', 'int64']).toContain(dtype);
  });
});

// 2 GB in all, of which nothing is kept.
test.each(files)(
  '%s in %s is the same to the last byte as everywhere',
  (id, precision) => {
    const built = hashZooModel({ id, precision });
    const figures = zooModel(id).files[precision];
    expect(built).toMatchObject({ status: 'built', byteLength: figures?.bytes, sha256: figures?.sha256 });
  },
  60_000,
);

test('the file that is built can be read, and holds what the graph says', async () => {
  const progress: number[] = [];
  const built = buildZooModel({ id: 'mobilenet-v2', precision: 'fp16' }, (done, total) =>
    progress.push(done / total),
  );
  if (built.status !== 'built') throw new Error(built.message);
  expect(progress).toEqual([...progress].sort((a, b) => a - b));
  expect(progress.at(-1)).toBe(1);
  const read = readOnnx(new Uint8Array(await built.file.arrayBuffer()));
  if (read.status !== 'read') throw new Error(read.reason.message);
  const { graph } = read.model;
  expect(graph.nodes).toEqual(built.graph.model.graph.nodes);
  for (const { name, dims, rawData } of graph.initializers) {
    const weight = built.graph.weights.get(name);
    if (weight !== undefined)
      expect(rawData?.length).toBe(2 * dims.reduce((product, size) => product * size, 1));
  }
});

test('other sizes give other shapes with the same weights', () => {
  const shapes = (request: ZooRequest) =>
    graphOf(request).model.graph.outputs.map(({ name, shape }) => `${name} ${shape?.join('×')}`);
  expect(shapes({ id: 'yolo-v4', dims: { batch: 2, imageSize: 320 } })).toEqual([
    'small_objects 2×255×40×40',
    'medium_objects 2×255×20×20',
    'large_objects 2×255×10×10',
  ]);
  expect(shapes({ id: 'super-resolution', dims: { imageSize: 100 } })).toEqual(['output 1×1×300×300']);
  expect(shapes({ id: 'bert-base-squad', dims: { sequenceLength: 40 } })[0]).toBe('start_logits 1×40');
  const decode = graphOf({ id: 'smollm2-135m-decode', dims: { sequenceLength: 17 } });
  expect(decode.model.graph.inputs[3]).toMatchObject({
    name: 'past_key_values.0.key',
    shape: [1, 3, 16, 64],
  });
  expect(decode.inputRules['position_ids']).toEqual({ rule: { kind: 'constant', value: 16 } });
  for (const dims of [{ batch: 3 }, {}])
    expect(graphOf({ id: 'deit-tiny', dims }).parameters).toBe(5_717_416);
});

test.each<[ZooRequest, string]>([
  [{ id: 'resnet50-v1', precision: 'int8' }, 'ResNet-50 can be built in fp32 and fp16, not in int8.'],
  [
    { id: 'yolo-v4', dims: { imageSize: 400 } },
    'imageSize of YOLOv4 is a multiple of 32 from 64 to 1024, not 400.',
  ],
  [{ id: 'minilm-l6', dims: { batch: 1.5 } }, 'batch of MiniLM-L6 is a whole number from 1 to 64, not 1.5.'],
  [
    { id: 'deit-tiny', dims: { imageSize: 384 } },
    'DeiT-Tiny has no size “imageSize” to choose; it has batch.',
  ],
])('%o is refused', (request, message) => {
  expect(buildZooModel(request)).toMatchObject({ message });
});
