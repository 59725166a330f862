import { expect, test } from 'vitest';
import { decodeFloat16 } from '#lib/core/protocol/float16.ts';
import { int8Step, WeightMaker, type WeightSpec } from './weights.ts';

const spec: WeightSpec = {
  name: 'layers.0.weight',
  dims: [200, 500],
  dataType: 'float32',
  mean: 0,
  deviation: 0.02,
};
const count = 100_000;

function floats(given: WeightSpec, model = 'test@1'): Float32Array {
  return new Float32Array(new WeightMaker(given, model).take(count).slice().buffer);
}

test('weights have their mean and deviation, and none is zero or tiny', () => {
  const values = floats({ ...spec, mean: 1 });
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
  // Four standard errors of the mean; the fourth moment of a uniform gives those of the variance.
  expect(Math.abs(mean - 1)).toBeLessThan((4 * 0.02) / Math.sqrt(count));
  expect(Math.abs(variance / 0.02 ** 2 - 1)).toBeLessThan(4 * Math.sqrt(0.8 / count));
  expect(floats(spec).every((value) => Math.abs(value) > 1e-12)).toBe(true);
});

test('the stretches in which weights are made do not matter, names and models do', () => {
  const maker = new WeightMaker(spec, 'test@1');
  const pieces = [maker.take(1), maker.take(777), maker.take(count - 778)];
  expect(new Uint8Array(Buffer.concat(pieces))).toEqual(new Uint8Array(floats(spec).buffer));
  expect(floats({ ...spec, name: 'layers.1.weight' })[0]).not.toBe(floats(spec)[0]);
  expect(floats(spec, 'test@2')[0]).not.toBe(floats(spec)[0]);
});

test('half-precision weights are the same, rounded, and never denormal', () => {
  const bytes = new WeightMaker({ ...spec, dataType: 'float16' }, 'test@1').take(count).slice();
  const halves = decodeFloat16(new Uint16Array(bytes.buffer));
  expect(halves.every((half) => Math.abs(half) >= 2 ** -14)).toBe(true);
  // Half a unit in the last place; those below the smallest normal number were raised to it.
  const isRounded = (value: number, index: number) =>
    Math.abs(value) < 2 ** -14 || Math.abs((halves[index] ?? 0) - value) <= Math.abs(value) / 2048;
  expect(floats(spec).every(isRounded)).toBe(true);
});

test('int8 weights are the same in steps, and fill the range', () => {
  const bytes = new WeightMaker({ ...spec, dataType: 'int8' }, 'test@1').take(count).slice();
  const steps = new Int8Array(bytes.buffer);
  const step = int8Step(spec.deviation);
  const isRounded = (value: number, index: number) =>
    Math.abs((steps[index] ?? 0) * step - value) <= 0.5001 * step;
  expect(floats(spec).every(isRounded)).toBe(true);
  expect(Math.max(...steps.slice(0, 50_000))).toBe(127);
  expect(Math.min(...steps.slice(0, 50_000))).toBe(-127);
});
