import { expect, it } from 'vitest';
import { runDocument } from '../../../../tests/fixtures/run-documents.ts';
import { environmentChange } from './environment-change.ts';
import type { Environment } from './run-document.ts';

const before = runDocument([]).environment;

it.each<[string, Partial<Environment>, string]>([
  [
    'browser',
    { browser: { family: 'Chromium', majorVersion: 157 } },
    'the browser was Chromium 156 and is Chromium 157 now',
  ],
  ['adapter', { gpu: null }, 'the graphics adapter was google swiftshader (software) and is missing now'],
  ['isolation', { isolated: false }, 'cross-origin isolation was on and is off now'],
  [
    'automation',
    { automation: { driver: 'playwright', switches: ['--one'] } },
    'the program that drives the browser was nobody and is playwright --one now',
  ],
])('names a changed %s', (_what, changes, words) => {
  expect(environmentChange(before, { ...before, ...changes })).toBe(words);
});

it('finds no change but the clock’s step in the same browser', () => {
  expect(environmentChange(before, { ...before, clockResolutionMs: 0.0051 })).toBeNull();
});
