import { expect, it } from 'vitest';
import type { FacetValue } from '#lib/core/results/cohort-facets.ts';
import { clashWords, standInWords } from './crowd-choice.ts';

const windows: FacetValue = { facet: 'os', value: 'Windows' };
const chrome: FacetValue = { facet: 'browser', value: 'Chrome' };
const chrome156: FacetValue = { facet: 'browser-version', value: 'Chrome/156' };
const mobile: FacetValue = { facet: 'form-factor', value: 'mobile' };
const nobody = new Map<string, string>();

it('says nothing where the crowd that was asked for is shown', () => {
  expect(standInWords([windows, chrome], [[chrome, windows]], nobody)).toBe(null);
  expect(standInWords([], [[]], nobody)).toBe(null);
});

it('names the crowd that stands in, however large', () => {
  expect(standInWords([chrome156], [[chrome], [chrome]], nobody)).toBe(
    'Too few results come from Chrome 156 for a board of its own. These figures are of Chrome.',
  );
  expect(standInWords([{ facet: 'device', value: 'pixel-8' }], [[]], new Map([['pixel-8', 'Pixel 8']]))).toBe(
    'Too few results come from Pixel 8 for a board of its own. These figures are of everyone.',
  );
});

it('says that several crowds stand in, or only here and there', () => {
  const some = expect.stringMatching(/^Some boards have too few results from Windows, Chrome 156\./);
  expect(standInWords([windows, chrome156], [[windows, chrome156], [windows]], nobody)).toEqual(some);
  expect(standInWords([windows, chrome156], [[windows], []], nobody)).toEqual(some);
});

it('says what does not go together', () => {
  const firefox = { ...chrome, value: 'Firefox' };
  expect(
    clashWords(
      { kind: 'contradiction', outer: firefox, inner: chrome156 },
      [firefox, chrome156, windows],
      nobody,
    ),
  ).toBe('No result comes from both Firefox and Chrome 156. Set “Browser” or “Browser version” to “any”.');
  expect(clashWords({ kind: 'too-many' }, [mobile, windows, chrome], nobody)).toMatch(
    /^You chose .*Windows, Chrome\. At most two/,
  );
});
