import { describe, expect, it } from 'vitest';
import type { Agreement } from './output-agreement.ts';
import { verdictOf, type OutputPrecision, type Verdict } from './verdict.ts';

const equal: Agreement = {
  nrmse: 0,
  maxAbs: 0,
  oneMinusCosine: 0,
  fractionOutside: 0,
  nanCount: 0,
  infinityCount: 0,
  missingNonFiniteCount: 0,
  elements: 1000,
  integerWithinOne: null,
  top1Agrees: true,
  shapeMismatch: false,
};

describe('verdictOf', () => {
  // Both sides of each limit in the measuring protocol's table.
  it.each<[OutputPrecision, number, Verdict]>([
    ['fp32', 1e-4, 'pass'],
    ['fp32', 1.01e-4, 'warn'],
    ['fp32', 1e-3, 'warn'],
    ['fp32', 1.01e-3, 'fail'],
    ['fp16', 5e-3, 'pass'],
    ['fp16', 5.01e-3, 'warn'],
    ['fp16', 2e-2, 'warn'],
    ['fp16', 2.01e-2, 'fail'],
    ['int8', 1e-2, 'pass'],
    ['int8', 1.01e-2, 'warn'],
    ['int8', 5e-2, 'warn'],
    ['int4', 1e-2, 'pass'],
    ['int4', 5.01e-2, 'fail'],
  ])('of %s at an NRMSE of %d is %s', (precision, nrmse, expected) => {
    expect(verdictOf({ ...equal, nrmse }, precision)).toBe(expected);
  });

  it.each<[OutputPrecision, Partial<Agreement>, Verdict]>([
    ['fp32', { fractionOutside: 0.001 }, 'warn'],
    ['fp16', { fractionOutside: 0.001 }, 'pass'],
    ['fp16', { oneMinusCosine: 1e-4 }, 'pass'],
    ['fp16', { oneMinusCosine: 1.01e-4 }, 'warn'],
    ['fp32', { oneMinusCosine: 1.01e-4 }, 'pass'],
    ['int8', { integerWithinOne: 0.999 }, 'pass'],
    ['int8', { integerWithinOne: 0.9989 }, 'warn'],
    ['int4', { integerWithinOne: 0.9989 }, 'warn'],
    ['fp32', { top1Agrees: null }, 'pass'],
    ['fp16', { top1Agrees: false }, 'warn'],
    ['fp16', { missingNonFiniteCount: 1 }, 'warn'],
    ['fp32', { nanCount: 1 }, 'fail'],
    ['int8', { infinityCount: 1 }, 'fail'],
    ['int4', { shapeMismatch: true }, 'fail'],
  ])('of %s with %j is %s', (precision, found, expected) => {
    expect(verdictOf({ ...equal, ...found }, precision)).toBe(expected);
  });
});
