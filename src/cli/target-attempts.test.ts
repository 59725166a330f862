import { describe, expect, it } from 'vitest';
import type { PlannedRun } from './planned-run.ts';
import { completeTarget } from './run-file/run-file.ts';
import { TargetAttempts } from './target-attempts.ts';

const run = (id: string): PlannedRun => ({
  id,
  target: completeTarget('chromium'),
  targetName: 'chromium',
  isAlone: true,
  model: 'a.onnx',
  source: { kind: 'site', title: 'a', ref: 'shelf:a' },
  preset: 'quick',
  plan: {},
  request: { dims: {}, inputs: {} },
});
const loss = (id: string, cell: string | null) =>
  ({ id, cell, cause: 'browser-crashed', message: 'The browser ended.' }) as const;

describe('TargetAttempts', () => {
  it('tries a run again as often as it may, and then settles it alone', () => {
    const attempts = new TargetAttempts([run('a'), run('b')], 2, false);
    expect([1, 2, 3].map(() => attempts.lose(loss('a', null)))).toEqual([true, true, false]);
    expect(attempts.pending).toMatchObject([{ run: { id: 'b' }, cause: null }]);
  });

  it('gives a cell up that took the browser down twice, and no other', () => {
    const attempts = new TargetAttempts([run('a')], 5, false);
    attempts.lose(loss('a', 'webgpu'));
    attempts.lose(loss('a', 'webgl'));
    expect(attempts.pending).toMatchObject([{ cause: 'browser-crashed', crashed: [] }]);
    attempts.lose(loss('a', 'webgpu'));
    expect(attempts.pending).toMatchObject([
      { crashed: [{ cell: 'webgpu', detail: expect.stringContaining('2 times') }] },
    ]);
  });

  it('says of resumed runs that the command had ended', () => {
    expect(new TargetAttempts([run('a')], 1, true).pending).toMatchObject([{ cause: 'command-ended' }]);
  });
});
