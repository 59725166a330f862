import { expect, test } from 'vitest';
import { dimsToBuild } from './dims-to-build.ts';

const models = [{ ref: 'zoo:x', dims: { imageSize: 192 }, inputs: {} }];

test('takes the dimensions, and the batch where there is one', () => {
  expect(dimsToBuild({ models, batch: [1] })).toEqual({ imageSize: 192 });
  expect(dimsToBuild({ models, batch: [4] })).toEqual({ batch: 4, imageSize: 192 });
  expect(dimsToBuild({ models, batch: [1, 4] })).toEqual({ imageSize: 192 });
});
