import { expect, it } from 'vitest';
import { axisUnit, inUnit } from './axis-unit.ts';

it.each([
  [[0.02, 0.0999], 'µs', '99.9'],
  [[0.02, 0.1], 'ms', '0.1'],
  [[0.02, 9999], 'ms', '9,999'],
  [[0.02, 10_000], 's', '10'],
] as const)('writes all of %j in one unit', (durationsMs, symbol, largest) => {
  const unit = axisUnit(durationsMs);
  expect(unit.symbol).toBe(symbol);
  expect(inUnit(Math.max(...durationsMs), unit)).toBe(largest);
});
