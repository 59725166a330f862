import { expect, test } from 'vitest';
import { nearestName } from './nearest-name.ts';

const names = ['silero-vad', 'u2netp', 'pp-ocr-v4-det', 'pp-ocr-v4-rec'];

test.each([
  ['silero', 'silero-vad'],
  ['u2net', 'u2netp'],
  ['u2netpp', 'u2netp'],
  ['PP-OCR-V4-REC', 'pp-ocr-v4-rec'],
  ['pp-ocr-v3-rec', 'pp-ocr-v4-rec'],
])('%s means %s', (written, name) => {
  expect(nearestName(written, names)).toBe(name);
});

test.each(['', 'resnet50', 'x'])('%j comes near nothing', (written) => {
  expect(nearestName(written, names)).toBeNull();
});
