import { expect, test } from 'vitest';
import { readOnnx } from '#lib/onnx/read.ts';
import {
  externalDataAddress,
  externalDataNeeds,
  findExternalData,
  shortExternalData,
} from './external-data.ts';
import { modelWithExternalData } from './small-models.test-data.ts';

const named = (name: string, text = name) => ({ name, blob: new Blob([text]) });
const need = (location: string, neededBytes = 0) => ({ location, neededBytes });

test('tells how far into each file the weights reach', () => {
  const read = readOnnx(
    modelWithExternalData(
      { location: 'w.bin', offset: 64, length: null },
      { location: 'w.bin', offset: 0, length: 16 },
    ),
  );
  if (read.status !== 'read') throw new Error(read.reason.message);
  // Four float32 from byte 64 on.
  expect(externalDataNeeds(read.model)).toEqual([need('w.bin', 80)]);
});

test('prefers the path beside the model over a file of the same name elsewhere', async () => {
  const files = [named('other/w.bin', 'wrong'), named('model/sub/w.bin', 'right'), named('model/readme.txt')];
  const found = findExternalData([need('./sub/w.bin')], 'model/net.onnx', files);
  if (found.status !== 'found') throw new Error('missing');
  expect(found.files.map((file) => file.name)).toEqual(['./sub/w.bin']);
  expect(await found.files[0]?.blob.text()).toBe('right');
});

test('takes the bare name where only one file has it', () => {
  expect(findExternalData([need('sub/w.bin')], 'net.onnx', [named('w.bin')])).toMatchObject({
    status: 'found',
  });
  expect(findExternalData([need('w.bin')], 'net.onnx', [named('a/w.bin'), named('b/w.bin')])).toEqual({
    status: 'missing',
    missing: ['w.bin'],
  });
});

test('finds files that end too early', () => {
  expect(shortExternalData([need('w.bin', 6)], [named('w.bin', '12345')])).toEqual({
    file: 'w.bin',
    bytes: 5,
    neededBytes: 6,
  });
  expect(shortExternalData([need('w.bin', 5)], [named('w.bin', '12345')])).toBeNull();
});

const model = new URL('https://models.example/a/net.onnx?download=true');

test.each([
  ['w.bin', 'https://models.example/a/w.bin'],
  ['./sub/w 1#.bin', 'https://models.example/a/sub/w%201%23.bin'],
])('fetches %s from %s', (location, address) => {
  expect(externalDataAddress(model, location)?.href).toBe(address);
});

test.each([
  '../w.bin',
  'sub/../../w.bin',
  '/w.bin',
  '//models.example/w.bin',
  'https://models.example/w.bin',
  'C:\\w.bin',
  '..\\w.bin',
  '',
  '.',
])('does not fetch %j', (location) => {
  expect(externalDataAddress(model, location)).toBeNull();
});
