import { expect, test } from 'vitest';
import { describeOrt, isOrtFormat } from './ort-format.ts';
import { identityModel } from './identity-model.ts';

test('ORT format is known by its identifier at byte 4', () => {
  const ort = Uint8Array.of(0x1c, 0, 0, 0, 0x4f, 0x52, 0x54, 0x4d, 0, 0);
  expect(describeOrt(ort)).toEqual({
    format: 'ort',
    inputs: null,
    outputs: null,
    operators: null,
    parameters: null,
  });
  expect(isOrtFormat(ort.subarray(0, 7))).toBe(false);
  expect(describeOrt(identityModel())).toBeNull();
});
