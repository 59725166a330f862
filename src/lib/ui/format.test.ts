import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatError,
  formatEstimateMs,
  formatEstimateRatio,
  formatMs,
  formatSumMs,
  formatPerSecond,
  formatShape,
  formatSpan,
  formatSpanRange,
  formatStep,
  shortHash,
} from './format.ts';

describe('durations', () => {
  it.each([
    [3.6149, '3.61 ms'],
    [0.0213, '21.3 µs'],
    [0.2, '0.200 ms'],
    [361.4, '361 ms'],
    [1402.9, '1,403 ms'],
    [12_340, '12.3 s'],
    [0, '0 ms'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(formatMs(ms)).toBe(text);
  });

  it('gives median and interval one unit and as many decimals', () => {
    expect(formatEstimateMs(3.61, 3.55, 3.68)).toEqual({ value: '3.61 ms', interval: '(3.55–3.68)' });
    expect(formatEstimateMs(0.0994, 0.0981, 0.1012)).toEqual({ value: '99.4 µs', interval: '(98.1–101.2)' });
  });

  it('adds a digit where three would hide the interval', () => {
    expect(formatEstimateMs(3.61, 3.6082, 3.6131)).toEqual({ value: '3.610 ms', interval: '(3.608–3.613)' });
  });

  it('says nothing about an interval that there is not', () => {
    expect(formatEstimateMs(3.61, null, null)).toEqual({ value: '3.61 ms', interval: null });
  });

  it('writes a clock step as round as it is', () => {
    expect(formatStep(0.005)).toBe('5 µs');
    expect(formatStep(0.1)).toBe('0.1 ms');
    expect(formatStep(1)).toBe('1 ms');
  });

  it('rounds waiting times to what a person can use', () => {
    expect(formatSpan(8400)).toBe('8 s');
    expect(formatSpan(78_000)).toBe('1 min 20 s');
    expect(formatSpan(119_000)).toBe('2 min');
    expect(formatSpan(754_000)).toBe('13 min');
    expect(formatSpanRange(18_000, 31_000)).toBe('20–35 s');
    expect(formatSpanRange(60_000, 185_000)).toBe('1–3 min');
    expect(formatSpanRange(60_000, 91_000)).toBe('1–2 min');
    expect(formatSpanRange(2000, 3000)).toBe('5 s');
  });
});

describe('other quantities', () => {
  it('writes ratios with their interval', () => {
    expect(formatEstimateRatio(1.8, 1.62, 2.012)).toEqual({ value: '1.80×', interval: '(1.62–2.01)' });
    expect(formatEstimateRatio(1, 1, 1)).toEqual({ value: '1.00×', interval: '(1.00–1.00)' });
  });

  it('writes sizes in decimal units', () => {
    expect(formatBytes(812)).toBe('812 B');
    expect(formatBytes(2_327_524)).toBe('2.33 MB');
    expect(formatBytes(13_400_000)).toBe('13.4 MB');
    expect(formatBytes(1_870_000_000)).toBe('1.87 GB');
  });

  it('writes counts and rates', () => {
    expect(formatCount(330_000)).toBe('330,000');
    expect(formatCount(22_713_216)).toBe('22.7 million');
    expect(formatPerSecond(277.4)).toBe('277 /s');
    expect(formatPerSecond(0.7123)).toBe('0.712 /s');
    expect(formatPerSecond(12_345.6)).toBe('12,346 /s');
  });

  it('writes errors over orders of magnitude', () => {
    expect(formatError(0)).toBe('0');
    expect(formatError(0.0123)).toBe('0.012');
    expect(formatError(2.13e-7)).toBe('2.1 × 10⁻⁷');
    expect(formatError(4.2e12)).toBe('4.2 × 10¹²');
  });

  it('writes shapes', () => {
    expect(formatShape([1, 3, 'H', null])).toBe('1 × 3 × H × ?');
    expect(formatShape([])).toBe('scalar');
    expect(formatShape(null)).toBe('unknown');
  });

  it('shortens a hash', () => {
    expect(shortHash('2623a2953f6ff3d2c1e61740c6cdb7168133479b267dfef114a4a3cc5bdd788f')).toBe(
      '2623a2953f6f…',
    );
  });
});

it('the parts of a sum share the unit of the largest', () => {
  expect(formatSumMs([314.2, 102, 0.5])).toBe('314 + 102 + 0.500 ms');
  expect(formatSumMs([300, 22_000])).toBe(`0.300 + ${formatMs(22_000)}`);
});
