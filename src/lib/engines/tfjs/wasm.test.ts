import { expect, it } from 'vitest';
import { threadsByItself } from './wasm.ts';

/** min(8, floor(cores ÷ 2)), at least one: tfjs-backend-wasm's backend.cc. */
it.each([
  [1, 1],
  [2, 1],
  [4, 2],
  [7, 3],
  [16, 8],
  [64, 8],
])('on %i logical cores TensorFlow.js takes %i threads by itself', (logicalCores, threads) => {
  expect(threadsByItself(logicalCores)).toBe(threads);
});
