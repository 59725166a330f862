import { expect, it } from 'vitest';
import { mainThreadTasks, type TraceEvent } from './main-thread-tasks.ts';

const event = (
  pid: number,
  name: string,
  ts: number,
  dur: number,
  tdur?: number,
  args?: TraceEvent['args'],
): TraceEvent => ({
  name,
  ph: 'X',
  pid,
  tid: 1,
  ts,
  dur,
  ...(tdur === undefined ? {} : { tdur }),
  ...(args === undefined ? {} : { args }),
});
const main = (pid: number): TraceEvent => ({
  name: 'thread_name',
  ph: 'M',
  pid,
  tid: 1,
  ts: 0,
  args: { name: 'CrRendererMain' },
});

it('tells the tasks of the busiest page in CPU time, longest first, and what was done in them', () => {
  const url = 'http://localhost/_app/chunk.js';
  const tasks = mainThreadTasks([
    main(7),
    main(8),
    event(7, 'RunTask', 0, 400_000, 5000),
    event(8, 'RunTask', 1000, 30_000, 20_000),
    event(8, 'RunTask', 50_000, 90_000, 60_000),
    event(8, 'FunctionCall', 51_000, 60_000, 40_000, { data: { functionName: 'draw', url, lineNumber: 3 } }),
    event(8, 'RunMicrotasks', 50_500, 80_000, 55_000),
    event(8, 'Layout', 120_000, 5000, 5000),
    event(8, 'ThreadControllerImpl::RunTask', 1000, 30_000, 19_000, {
      src_file: 'v8/task.cc',
      src_func: 'PostTask',
    }),
  ]);
  expect(tasks.map(({ cpuMs, wallMs, startMs }) => [cpuMs, wallMs, startMs])).toEqual([
    [60, 90, 49],
    [20, 30, 0],
  ]);
  expect(tasks[0]?.parts).toEqual([
    { name: 'FunctionCall draw chunk.js:3', cpuMs: 40 },
    { name: 'Layout', cpuMs: 5 },
  ]);
  expect(tasks[1]?.parts).toEqual([{ name: 'from PostTask in task.cc', cpuMs: 19 }]);
});

it('says nothing about a trace without a page', () => {
  expect(mainThreadTasks([event(1, 'RunTask', 0, 1)])).toEqual([]);
});
