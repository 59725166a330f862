import { expect, test } from 'vitest';
import { visibleText } from './visible-text.ts';

test.each([
  ['net.onnx', 'net.onnx'],
  ['réseau 网络 רשת 🙂.onnx', 'réseau 网络 רשת 🙂.onnx'],
  ['model\u202Exnno.exe', 'model\uFFFDxnno.exe'],
  ['\u2067a\u2069\u200Fb\u061C', '\uFFFDa\uFFFD\uFFFDb\uFFFD'],
  ['inv\u200Bi\u00ADsi\u{E0041}ble', 'inv\uFFFDi\uFFFDsi\uFFFDble'],
  ['two\nlines\tand\u2028more', 'two lines and more'],
  ['a\u0000b\u001B[31mc\u009F', 'a\uFFFDb\uFFFD[31mc\uFFFD'],
])('%j is shown as %j', (text, shown) => {
  expect(visibleText(text)).toBe(shown);
});
