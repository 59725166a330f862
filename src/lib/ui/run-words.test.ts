import { describe, expect, it } from 'vitest';
import { browserInWords, resumedInWords, voidedInWords } from './run-words.ts';

const cell = 'onnxruntime-web/webgl/t1/b1/fp32';

describe('what happened to a run', () => {
  it('counts void rounds and says why they were', () => {
    expect(voidedInWords({ voided: [] })).toBeNull();
    expect(voidedInWords({ voided: [{ round: 1, cell, cause: 'hidden' }] })).toBe(
      '1 round was void because the tab was hidden, and was measured again.',
    );
    expect(
      voidedInWords({
        voided: [
          { round: 1, cell, cause: 'frozen' },
          { round: 2, cell, cause: 'hidden' },
          { round: 2, cell, cause: 'hidden' },
        ],
      }),
    ).toBe('3 rounds were void because the tab was hidden or frozen, and were measured again.');
  });

  it('says in which round it went on', () => {
    expect(resumedInWords({})).toBeNull();
    const at = '2026-11-22T12:00:00.000Z';
    expect(resumedInWords({ resumed: [{ at, round: 2 }] })).toMatch(/the run went on in round 2 on Nov/);
  });
});

it('leaves out a browser version that nobody knows', () => {
  expect(browserInWords({ family: 'Firefox', majorVersion: 150 })).toBe('Firefox 150');
  expect(browserInWords({ family: 'Lynx', majorVersion: null })).toBe('Lynx');
});
