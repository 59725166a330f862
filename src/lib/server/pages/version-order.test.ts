import { expect, it } from 'vitest';
import { compareVersions } from './version-order.ts';

it('orders versions by their numbers, a pre-release before its release', () => {
  const inOrder = [
    '1.9.0',
    '1.29.1',
    '1.30.0-dev.2',
    '1.30.0-dev.10',
    '1.30.0-rc.1',
    '1.30.0',
    '1.30.0.1',
    '2.0',
  ];
  expect([...inOrder].reverse().sort(compareVersions)).toEqual(inOrder);
  expect(compareVersions('4.22.0', '4.22.0')).toBe(0);
});
