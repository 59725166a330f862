import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InputRule, InputSpec } from './input-spec.ts';
import { tensorTypes, type TensorType } from './tensors.ts';
import { makeInputs } from './random-inputs.ts';

const normal: InputRule = { kind: 'normal' };

function one(dtype: TensorType, shape: number[], rule: InputRule, seed = 7) {
  const [tensor] = makeInputs([{ name: 'x', dtype, shape, rule }], 0, seed);
  if (tensor === undefined) throw new Error('no tensor');
  return tensor;
}

function values(dtype: TensorType, shape: number[], rule: InputRule, seed = 7): number[] {
  return Array.from(one(dtype, shape, rule, seed).data, Number);
}

/** FNV-1a over the bytes of the data. */
function hash(data: ArrayBufferView): string {
  let state = 0x811c9dc5;
  for (const byte of new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    state = Math.imul(state ^ byte, 0x01000193);
  return (state >>> 0).toString(16);
}

describe('the same in every browser and version', () => {
  // Worked out by a second program, in Python, from the definitions of splitmix32 and xoshiro128**.
  test('pinned values', () => {
    expect(values('float32', [3], normal).map((value) => value * 2 ** 17)).toEqual([
      -180_429, 70_541, -5_409,
    ]);
    expect(values('int64', [4], { kind: 'integers', low: 0, high: 30_521 })).toEqual([
      13478, 4622, 7510, 23239,
    ]);
    expect(hash(one('float32', [1, 3, 64, 64], normal).data)).toBe('9da090a6');
  });

  test('inputs, tensors and seeds all get numbers of their own', () => {
    const spec: InputSpec = { name: 'x', dtype: 'float32', shape: [8], rule: normal };
    const all = [...makeInputs([spec, spec], 0, 1), ...makeInputs([spec], 1, 1), ...makeInputs([spec], 0, 2)];
    expect(new Set(all.map((tensor) => hash(tensor.data))).size).toBe(4);
    expect(makeInputs([spec], 5, 9)).toEqual(makeInputs([spec], 5, 9));
  });
});

test('each type comes in its array, with name and dimensions', () => {
  const arrays = {
    float32: Float32Array,
    float16: Uint16Array,
    float64: Float64Array,
    int8: Int8Array,
    uint8: Uint8Array,
    int16: Int16Array,
    uint16: Uint16Array,
    int32: Int32Array,
    uint32: Uint32Array,
    int64: BigInt64Array,
    uint64: BigUint64Array,
    bool: Uint8Array,
  } as const;
  for (const dtype of tensorTypes) {
    const tensor = one(dtype, [2, 3], { kind: 'constant', value: 1 });
    expect(tensor).toMatchObject({ name: 'x', dtype, dims: [2, 3] });
    expect(tensor.data).toBeInstanceOf(arrays[dtype]);
    expect(Array.from(tensor.data, Number)).toEqual(Array<number>(6).fill(dtype === 'float16' ? 0x3c00 : 1));
  }
});

test('scalars and empty tensors', () => {
  expect(values('int64', [], { kind: 'constant', value: 16_000 })).toEqual([16_000]);
  expect(values('float32', [1, 0, 64], normal)).toEqual([]);
});

test('a sequence counts along the last axis', () => {
  expect(values('int64', [2, 3], { kind: 'sequence' })).toEqual([0, 1, 2, 0, 1, 2]);
  expect(values('float32', [], { kind: 'sequence' })).toEqual([0]);
});

test('whole numbers reach both ends and nothing beyond', () => {
  expect(new Set(values('int8', [500], { kind: 'integers', low: -2, high: 1 }))).toEqual(
    new Set([-2, -1, 0, 1]),
  );
  expect(new Set(values('bool', [50], { kind: 'integers', low: 0, high: 1 }))).toEqual(new Set([0, 1]));
  expect(new Set(values('uint8', [9], { kind: 'integers', low: 5, high: 5 }))).toEqual(new Set([5]));
});

test('64-bit integers are right beyond 32 bits, and below 0', () => {
  expect(one('int64', [1], { kind: 'constant', value: -1 }).data[0]).toBe(-1n);
  expect(one('int64', [1], { kind: 'constant', value: -(2 ** 40) - 3 }).data[0]).toBe(-1099511627779n);
  expect(one('uint64', [1], { kind: 'constant', value: Number.MAX_SAFE_INTEGER }).data[0]).toBe(
    9007199254740991n,
  );
  const wide = values('int64', [100], { kind: 'integers', low: -(2 ** 45), high: 2 ** 45 });
  expect(wide.every((value) => Number.isInteger(value) && Math.abs(value) <= 2 ** 45)).toBe(true);
  expect(Math.max(...wide)).toBeGreaterThan(2 ** 40);
});

test('random floats are in range, never 0 and never denormal', () => {
  const rule = fc.record({ low: fc.integer({ min: -100, max: 0 }), span: fc.integer({ min: 1, max: 100 }) });
  fc.assert(
    fc.property(rule, fc.integer(), ({ low, span }, seed) => {
      for (const value of values('float32', [64], { kind: 'uniform', low, high: low + span }, seed)) {
        expect(value >= low && value <= low + span).toBe(true);
        expect(Math.abs(value)).toBeGreaterThan(2 ** -126);
      }
    }),
  );
  const halves = one('float16', [200_000], normal).data as Uint16Array;
  expect(halves.every((bits) => (bits & 0x7c00) !== 0)).toBe(true);
  const smallHalves = one('float16', [1000], { kind: 'uniform', low: 0, high: 1e-7 }).data as Uint16Array;
  expect(smallHalves.every((bits) => bits === 0x0400)).toBe(true);
});

test('a rule that does not suit its type is a bug of the caller', () => {
  expect(() => one('int64', [1], normal)).toThrow(/int64/);
});
