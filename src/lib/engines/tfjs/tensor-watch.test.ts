import { expect, it } from 'vitest';
import { watchTensors } from './tensor-watch.ts';

/** Runs that leave tensors behind as told, one number for each run. */
async function leaksAfter(leftBehind: readonly number[]): Promise<boolean> {
  let tensors = 100;
  const waiting = [...leftBehind];
  const watch = watchTensors(() => tensors);
  const bound = watch.watch({
    run: () => {
      tensors += waiting.shift() ?? 0;
      return Promise.resolve();
    },
    outputs: () => Promise.resolve([]),
  });
  for (const _ of leftBehind) await bound.run();
  return watch.leaks();
}

it('lets the first run keep tensors for good', async () => {
  expect(await leaksAfter([5])).toBe(false);
  expect(await leaksAfter([5, 0, 0])).toBe(false);
});

it('notices tensors that later runs leave behind', async () => {
  expect(await leaksAfter([0, 1, 1])).toBe(true);
  expect(await leaksAfter([0, 0, 1])).toBe(true);
});
