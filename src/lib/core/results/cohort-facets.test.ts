import { expect, it } from 'vitest';
import { isSameCohort, settleCohort, type Facet, type FacetValue } from './cohort-facets.ts';

const cohort = (...names: readonly string[]): FacetValue[] =>
  names.map((name) => {
    const [facet = '', value = ''] = name.split(':');
    return { facet: facet as Facet, value };
  });

it.each([
  [[], [], true],
  [['os:Linux', 'browser:Edge'], ['browser:Edge', 'os:Linux'], true],
  [['browser-version:Chrome/156'], ['browser:Chrome'], false],
  [['gpu-vendor:nvidia'], ['gpu-vendor:intel'], false],
  [['os:Linux', 'browser:Edge'], ['os:Linux'], false],
  [['os:Linux'], [], false],
])('knows whether %j and %j are one crowd', (a, b, isSame) => {
  expect(isSameCohort(cohort(...a), cohort(...b))).toBe(isSame);
});

it.each([
  [[], []],
  [
    ['os:Linux', 'browser:Edge'],
    ['os:Linux', 'browser:Edge'],
  ],
  [['browser:Chrome', 'browser-version:Chrome/149'], ['browser-version:Chrome/149']],
  [
    ['os:Linux', 'browser:Chrome', 'browser-version:Chrome/none'],
    ['os:Linux', 'browser-version:Chrome/none'],
  ],
  [['gpu-vendor:none', 'gpu-architecture:none'], ['gpu-architecture:none']],
  [
    ['browser:Edge', 'browser-version:Edge/1', 'gpu-vendor:amd', 'gpu-architecture:amd/rdna-3'],
    ['browser-version:Edge/1', 'gpu-architecture:amd/rdna-3'],
  ],
])('asks of %j what is to be known', (chosen, asked) => {
  expect(settleCohort(cohort(...chosen))).toEqual({ cohort: cohort(...asked), clash: null });
});

it('says why choices make no crowd', () => {
  expect(settleCohort(cohort('os:Linux', 'browser:Edge', 'form-factor:mobile')).clash).toEqual({
    kind: 'too-many',
  });
  const [outer, inner] = cohort('browser:Firefox', 'browser-version:Chrome/156');
  expect(settleCohort(cohort('browser:Firefox', 'browser-version:Chrome/156'))).toEqual({
    cohort: [],
    clash: { kind: 'contradiction', outer, inner },
  });
  expect(settleCohort(cohort('gpu-vendor:none', 'gpu-architecture:amd/rdna-3')).clash?.kind).toBe(
    'contradiction',
  );
});
