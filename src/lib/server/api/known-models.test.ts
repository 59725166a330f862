import { expect, test } from 'vitest';
import { zooReferenceOutputs } from '#lib/models/zoo/reference-outputs.ts';
import { knownModels } from './known-models.ts';

const image = (size: number) => [{ dtype: 'float32', shape: [1, 3, size, size], rule: { kind: 'normal' } }];
const inputsOf = (size: number) => image(size) as Parameters<typeof knownModels.referenceProjection>[2];

test('a model of the zoo is known, and has its projection at its own sizes only', () => {
  const model = { source: 'zoo', id: 'mobilenet-v2' } as const;
  expect(knownModels.find('zoo', 'mobilenet-v2')).toEqual({ sha256: null });
  expect(knownModels.find('zoo', 'mobilenet-v9')).toBeNull();
  const projection = knownModels.referenceProjection(model, 'fp32', inputsOf(224));
  expect(projection).toBe(zooReferenceOutputs['mobilenet-v2'].fp32?.projection);
  expect(knownModels.referenceProjection(model, 'fp32', inputsOf(192))).toBeNull();
  expect(knownModels.referenceProjection({ source: 'shelf', id: 'silero-vad' }, 'fp32', [])).toBeNull();
});
