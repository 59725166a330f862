import { expect, test } from 'vitest';
import { qrCodeOf } from './qr-code.ts';

test('a code keeps its quiet border and its three corner marks', () => {
  const code = qrCodeOf('https://example.org/#plan=%7B%7D');
  if (code === null) throw new Error('It is short enough.');
  const dark = new Set(code.path.match(/\d+ \d+/g));
  const far = code.size - 1 - 4;
  for (const corner of [`4 4`, `${far} 4`, `4 ${far}`]) expect(dark).toContain(corner);
  expect([...dark].some((place) => place.split(' ').some((at) => Number(at) < 4 || Number(at) > far))).toBe(
    false,
  );
});

test('what no camera could read makes no code', () => {
  expect(qrCodeOf('x'.repeat(1201))).toBeNull();
  expect(qrCodeOf('x'.repeat(1200))).not.toBeNull();
});
