import { expect, test } from 'vitest';
import { bitsPerElement, dataTypeName, dataTypeNumber, isFloatType, isIntegerType } from './data-type.ts';

test('numbers and names are those of TensorProto.DataType', () => {
  const known = {
    1: 'float32',
    2: 'uint8',
    7: 'int64',
    10: 'float16',
    16: 'bfloat16',
    22: 'int4',
    24: 'float8e8m0',
    26: 'int2',
  };
  for (const [number, name] of Object.entries(known)) expect(dataTypeName(Number(number))).toBe(name);
  for (let number = 0; number <= 26; number += 1) expect(dataTypeNumber(dataTypeName(number))).toBe(number);
});

test('a number this reader does not know is undefined', () => {
  expect(dataTypeName(99)).toBe('undefined');
  expect(dataTypeName(-1)).toBe('undefined');
});

test.each([
  ['float32', 32],
  ['float64', 64],
  ['uint8', 8],
  ['bool', 8],
  ['int64', 64],
  ['float8e4m3fnuz', 8],
  ['float4e2m1', 4],
  ['uint4', 4],
  ['int2', 2],
  ['complex128', 128],
  ['bfloat16', 16],
  ['string', null],
  ['undefined', null],
] as const)('%s has %s bits', (name, bits) => expect(bitsPerElement(name)).toBe(bits));

test('float and integer types are told apart', () => {
  expect([
    isFloatType('bfloat16'),
    isFloatType('float4e2m1'),
    isFloatType('int8'),
    isFloatType('complex64'),
  ]).toEqual([true, true, false, false]);
  expect([
    isIntegerType('uint4'),
    isIntegerType('int64'),
    isIntegerType('bool'),
    isIntegerType('float32'),
  ]).toEqual([true, true, false, false]);
});
