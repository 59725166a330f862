import { expect, test } from 'vitest';
import type { InputSpec } from '#lib/core/protocol/input-spec.ts';
import { makeInputs } from '#lib/core/protocol/random-inputs.ts';
import { countMacs } from '#lib/onnx/macs/count-macs.ts';
import { readOnnx } from '#lib/onnx/read.ts';
import { WorkerClient } from '#lib/workers/client.ts';
import {
  modelOfDataDependentProduct,
  smallConvolutionalNet,
} from '../../../../tests/fixtures/onnx-models.ts';
import type { ProfileCalls, ProfileReply } from '../profile-messages.ts';
import { onnxruntimeWeb } from './descriptor.ts';

const seed = 7;

async function profile(model: Uint8Array, specs: readonly InputSpec[]): Promise<ProfileReply> {
  const worker = onnxruntimeWeb.startProfiler?.();
  if (worker === undefined) throw new Error('ONNX Runtime Web has a diagnostic worker.');
  const client = new WorkerClient<ProfileCalls>(worker);
  const files = [{ name: 'model.onnx', blob: new Blob([new Uint8Array(model)]) }] as const;
  const outcome = await client.call('profile', { files, specs, seed });
  client.terminate();
  if (outcome.status !== 'answered') throw new Error(JSON.stringify(outcome));
  return outcome.reply;
}

function inferred(model: Uint8Array, specs: readonly InputSpec[]) {
  const read = readOnnx(model);
  if (read.status !== 'read') throw new Error(read.reason.message);
  return countMacs(read.model, new Map(specs.map(({ name, shape }) => [name, { shape, value: null }])));
}

test('a run tells what shapes alone cannot', async () => {
  const model = modelOfDataDependentProduct(100, 6);
  const specs: InputSpec[] = [{ name: 'x', dtype: 'float32', shape: [100], rule: { kind: 'normal' } }];
  expect(inferred(model, specs)).toMatchObject({ status: 'unknown', reason: { operator: 'NonZero' } });
  const [x] = makeInputs(specs, 0, seed);
  const above = [...(x?.data as Float32Array)].filter((value) => value > 0).length;
  expect(await profile(model, specs)).toEqual({
    status: 'profiled',
    macs: { status: 'counted', macs: 6 * above, byOperator: { MatMul: 6 * above }, source: 'run' },
  });
});

test('a run and the shapes agree where both are known', async () => {
  const model = smallConvolutionalNet();
  const specs: InputSpec[] = [
    { name: 'x', dtype: 'float32', shape: [1, 3, 32, 32], rule: { kind: 'normal' } },
  ];
  const counted = inferred(model, specs);
  expect(counted.status).toBe('counted');
  expect(await profile(model, specs)).toEqual({ status: 'profiled', macs: { ...counted, source: 'run' } });
});

test('a model that cannot run says why', async () => {
  expect(await profile(new TextEncoder().encode('no model'), [])).toMatchObject({
    status: 'failed',
    cause: { kind: 'invalid-model' },
  });
});
