import { expect, it } from 'vitest';
import { parseShape } from './shape-text.ts';

it.each([
  ['1 × 512', [1, 512]],
  ['1x3x224X224', [1, 3, 224, 224]],
  ['2, 1,128', [2, 1, 128]],
  [' ', []],
])('reads “%s”', (text, shape) => {
  expect(parseShape(text)).toEqual({ status: 'shape', shape });
});

it.each([
  ['1 × H', 'H'],
  ['0 × 2', '0'],
  ['-1', '-1'],
  ['1.5', '1.5'],
])('names what is no size in “%s”', (text, word) => {
  expect(parseShape(text)).toMatchObject({
    status: 'problem',
    message: expect.stringContaining(`“${word}”`) as string,
  });
});
