import { describe, expect, test } from 'vitest';
import { projectOutputs } from '#lib/core/protocol/projection.ts';
import { toNumbers } from '#lib/core/statistics/numeric-array.ts';
import type { ReadReferenceTensor } from '#lib/engines/reference-outputs.ts';
import { zoo, type ZooId, type ZooPrecision } from '#lib/models/zoo/catalogue.ts';
import { zooReferenceOutputs } from '#lib/models/zoo/reference-outputs.ts';
import { readOnnx } from '#lib/onnx/read.ts';
import { layoutOnnx } from '#lib/onnx/write.ts';
import { built, errorAgainst, run } from './zoo-run.test-data.ts';

/** Set by scripts/zoo-references.ts, which collects what is printed instead of comparing it. */
const isCollecting = import.meta.env['VITE_ZOO_REFERENCES'] === 'collect';

/** `npm run test:long`: also what takes minutes here. */
const isLong = import.meta.env['VITE_TESTS'] === 'long';

/** Small enough to look at every value between input and output. */
const lookedInto: readonly ZooId[] = isLong
  ? ['mobilenet-v2', 'shufflenet-v2', 'super-resolution', 'deit-tiny']
  : ['mobilenet-v2', 'super-resolution'];

/**
 * How far a projection may lie from the committed one, as a share of it. WebAssembly computes alike everywhere but for
 * the order in which threads and kernels add; quantized activations turn such a difference into a whole step.
 */
const projectionTolerance: Readonly<Record<ZooPrecision, number>> = { fp32: 1e-3, fp16: 0.02, int8: 0.02 };

/** Of each kind of variant the quickest; all run in `npm run test:long` and where the references are collected. */
const variantsAlways: readonly ZooId[] = ['mobilenet-v2', 'shufflenet-v2', 'super-resolution', 'deit-tiny'];

const smallestNormal = 2 ** -126;

interface Spread {
  readonly notFinite: number;
  readonly denormal: number;
  readonly deviation: number;
}

function spreadOf(tensor: ReadReferenceTensor): Spread {
  const values = toNumbers(tensor.values);
  let [count, sum, squares, notFinite, denormal] = [0, 0, 0, 0, 0];
  for (const value of values) {
    count += 1;
    if (!Number.isFinite(value)) notFinite += 1;
    else if (value !== 0 && Math.abs(value) < smallestNormal) denormal += 1;
    sum += value;
    squares += value * value;
  }
  const mean = sum / count;
  return { notFinite, denormal, deviation: Math.sqrt(squares / count - mean * mean) };
}

function expectHealthy(outputs: readonly ReadReferenceTensor[]): void {
  for (const output of outputs) {
    const spread = spreadOf(output);
    expect(spread, output.name).toMatchObject({ notFinite: 0, denormal: 0 });
    expect(spread.deviation, output.name).toBeGreaterThan(1e-3);
    expect(spread.deviation, output.name).toBeLessThan(1e3);
  }
}

/** The model with every value as an output. */
async function withAllOutputs(file: Blob): Promise<Blob> {
  const read = readOnnx(new Uint8Array(await file.arrayBuffer()));
  if (read.status !== 'read') throw new Error(read.reason.message);
  const { graph } = read.model;
  const known = new Set(graph.outputs.map(({ name }) => name));
  const others = graph.nodes
    .filter(({ opType }) => opType !== 'Constant')
    .flatMap(({ outputs }) => outputs)
    .filter((name) => !known.has(name))
    .map((name) => ({ name, dtype: 'undefined', shape: null }) as const);
  const layout = layoutOnnx({ ...read.model, graph: { ...graph, outputs: [...graph.outputs, ...others] } });
  if (layout.status !== 'laid-out') throw new Error(layout.message);
  return new Blob(
    layout.pieces.flatMap((piece) => (piece.kind === 'bytes' ? [new Uint8Array(piece.bytes)] : [])),
  );
}

/** ‖a − b‖ ÷ ‖b‖. */
function relativeDistance(a: readonly number[], b: readonly number[]): number {
  const squares = (values: readonly number[]) => values.reduce((sum, value) => sum + value * value, 0);
  return Math.sqrt(squares(a.map((value, index) => value - (b[index] ?? NaN))) / squares(b));
}

/** Each takes five seconds or more on two cores, or a build of hundreds of megabytes. Node pins the bytes of all. */
const slow: readonly ZooId[] = [
  'bert-base-squad',
  'yolo-v4',
  'smollm2-135m-decode',
  'minilm-l6',
  'efficientnet-lite4',
  'resnet50-v1',
];
const tested = zoo.filter(({ id }) => isLong || isCollecting || !slow.includes(id));

describe.each(tested)('$id', ({ id, precisions }) => {
  let full: ReadReferenceTensor[] = [];

  const withVariants = isCollecting || isLong || variantsAlways.includes(id);
  const chosen = withVariants ? precisions : precisions.slice(0, 1);

  test.each(chosen)('%s gives healthy numbers, and those that are committed', async (precision) => {
    const { file, graph } = built({ id, precision });
    const outputs = await run(file, graph);
    expectHealthy(outputs);
    const projection = projectOutputs(outputs.map(({ values }) => values));
    if (precision === 'fp32') full = outputs;
    const nrmse = precision === 'fp32' ? null : errorAgainst(full, outputs);
    if (isCollecting)
      return console.log(`zoo-reference ${JSON.stringify({ id, precision, projection, nrmse })}`);
    const committed = zooReferenceOutputs[id][precision];
    if (committed === undefined) throw new Error('No reference outputs are committed.');
    expect(relativeDistance(projection, committed.projection)).toBeLessThan(projectionTolerance[precision]);
    if (nrmse !== null) expect(Math.abs(nrmse / (committed.nrmse ?? NaN) - 1)).toBeLessThan(0.2);
  });

  if (isCollecting || !lookedInto.includes(id)) return;

  test('no value on the way is denormal or not finite', async () => {
    const { file, graph } = built({ id, precision: 'fp32' });
    const values = await run(await withAllOutputs(file), graph);
    expect(values.length).toBeGreaterThan(graph.model.graph.outputs.length);
    for (const value of values)
      expect(spreadOf(value), value.name).toMatchObject({ notFinite: 0, denormal: 0 });
  });
});
