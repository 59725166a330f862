import { expect, it } from 'vitest';
import { parseNumberList } from './number-list.ts';

it.each([
  ['1,2, 4', [1, 2, 4]],
  [' 8 ', [8]],
  ['2 2;2', [2]],
  ['', []],
])('reads “%s”', (text, numbers) => {
  expect(parseNumberList(text, 64)).toEqual({ status: 'numbers', numbers });
});

it.each(['0', '65', '1.5', '-1', 'two', '1e1'])('says what is wrong with “%s”', (text) => {
  expect(parseNumberList(text, 64)).toEqual({
    status: 'problem',
    message: `“${text}” is not a whole number from 1 to 64.`,
  });
});
