import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holmStepDown } from './holm.ts';

const pValues = fc.array(fc.double({ min: 0, max: 0.2, noNaN: true }), { maxLength: 30 });

describe('holmStepDown', () => {
  it('rejects in order of p until the first that is above its level', () => {
    // R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm") gives 0.03, 0.06, 0.06, 0.02.
    expect(holmStepDown([0.01, 0.04, 0.03, 0.005], 0.05)).toEqual([
      { rejected: true, significanceLevel: 0.05 / 3 },
      { rejected: false, significanceLevel: 0.025 },
      { rejected: false, significanceLevel: 0.025 },
      { rejected: true, significanceLevel: 0.0125 },
    ]);
  });

  it('rejects all that Bonferroni rejects, and nothing that an uncorrected test keeps', () => {
    fc.assert(
      fc.property(pValues, (values) => {
        const decisions = holmStepDown(values, 0.05);
        for (const [index, pValue] of values.entries()) {
          const rejected = decisions[index]?.rejected;
          if (pValue <= 0.05 / values.length) expect(rejected).toBe(true);
          if (pValue > 0.05) expect(rejected).toBe(false);
        }
      }),
    );
  });

  it('rejects exactly the p-values within their level', () => {
    fc.assert(
      fc.property(pValues, (values) => {
        const decisions = holmStepDown(values, 0.05);
        expect(decisions).toHaveLength(values.length);
        for (const [index, decision] of decisions.entries()) {
          expect(decision.rejected).toBe((values[index] ?? NaN) <= decision.significanceLevel);
        }
      }),
    );
  });
});
