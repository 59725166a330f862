import { describe, expect, it } from 'vitest';
import { measuredCell, runDocument } from '../../../../tests/fixtures/run-documents.ts';
import { findBaseline } from './find-baseline.ts';
import type { Environment, RunDocument } from './run-document.ts';

const cells = [measuredCell('wasm-simd', [1, 1, 1])];
const { environment, model } = runDocument(cells);
const run = (runId: string, place: Partial<Environment> = {}, changes: Partial<RunDocument> = {}) =>
  runDocument(cells, { runId, environment: { ...environment, ...place }, ...changes });
const firefox = { browser: { family: 'Firefox', majorVersion: 153 } };
const now = run('now');

describe('findBaseline', () => {
  it('takes the run of the same browser and device, whatever its version', () => {
    const older = run('older', { browser: { family: 'Chromium', majorVersion: 150 } });
    const found = findBaseline([run('firefox', firefox), older], now);
    expect(found).toEqual({ status: 'found', baseline: older });
  });

  it('takes the nearest of several, then the latest', () => {
    const headed = run('headed', { headless: false, gpu: null }, { startedAt: '2026-11-23T12:00:00.000Z' });
    const first = run('first', {}, { startedAt: '2026-11-20T12:00:00.000Z' });
    const second = run('second', {}, { startedAt: '2026-11-21T12:00:00.000Z' });
    expect(findBaseline([headed, first, second], now)).toEqual({ status: 'found', baseline: second });
  });

  const otherModel = { model: { ...model, name: 'other', sha256: 'cd'.repeat(32) } };
  it.each<[string, readonly RunDocument[], RegExp]>([
    ['nothing', [], /no run/],
    ['another model', [run('b', {}, otherModel)], /different models/],
    [
      'two other models',
      [run('b', {}, otherModel), run('c', {}, otherModel)],
      /None of the baseline's 2 runs/,
    ],
    ['another protocol', [run('b', {}, { protocolVersion: 2 })], /versions 2 and 1/],
    ['another browser', [run('b', firefox)], /Firefox on Linux \(desktop\) and this run in Chromium/],
    ['the run itself', [now], /same run/],
  ])('refuses %s with the reason', (_what, runs, words) => {
    const found = findBaseline(runs, now);
    expect(found.status === 'refused' && found.reason).toMatch(words);
  });
});
