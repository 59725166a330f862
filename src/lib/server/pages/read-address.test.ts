import { expect, it } from 'vitest';
import { readPageAddress, rowParameters } from './read-address.ts';

const read = (search: string) =>
  readPageAddress(new URL(`https://site.example/models/net?${search}`), rowParameters);

it('asks for two crowds at most, and for the inner of two that lie in each other', () => {
  expect(read('backend=webgpu&os=Linux&browser=Edge')).toMatchObject({
    status: 'read',
    query: { filters: { backend: 'webgpu' }, cohort: [{ value: 'Linux' }, { value: 'Edge' }], clash: null },
  });
  expect(read('os=Linux&browser=Chrome&browser-version=Chrome%2F149&engine=')).toEqual({
    status: 'moved',
    address: '/models/net?os=Linux&browser-version=Chrome%2F149',
  });
});

it.each([
  ['os=Linux&browser=Edge&form-factor=desktop&threads=4', 'too-many', ['Linux', 'Edge', 'desktop']],
  ['threads=4&gpu-vendor=intel&gpu-architecture=amd%2Frdna-3', 'contradiction', ['intel', 'amd/rdna-3']],
])('reads %s with its choices, and says why they make no crowd', (search, kind, values) => {
  const outcome = read(search);
  if (outcome.status !== 'read') throw new Error(outcome.status);
  const { clash, chosen, cohort, filters } = outcome.query;
  expect([clash?.kind, cohort, filters]).toEqual([kind, [], { threads: 4 }]);
  expect(chosen.map(({ value }) => value)).toEqual(values);
});

it.each([
  ['os=Plan9&browser=Edge&form-factor=desktop', 'Look at os'],
  ['browser=Firefox&browser-version=149', 'Look at browser-version'],
  ['os=Linux&os=Linux', 'twice'],
  ['colour=red', 'does not know'],
])('refuses %s', (search, words) => {
  expect(read(search)).toMatchObject({ status: 'refused', message: expect.stringContaining(words) });
});
