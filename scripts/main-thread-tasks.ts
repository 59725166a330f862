/** The fields of Chromium's trace events that are read here; times in microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** CPU time of the thread; absent where the system cannot tell. */
  readonly tdur?: number;
  readonly args?: {
    readonly name?: string;
    /** Where the browser's own code posted the task. */
    readonly src_file?: string;
    readonly src_func?: string;
    readonly data?: { readonly functionName?: string; readonly url?: string; readonly lineNumber?: number };
  };
}

export interface MainThreadTask {
  readonly cpuMs: number;
  /** From its beginning to its end, other threads' turns included. */
  readonly wallMs: number;
  /** Since the first task. */
  readonly startMs: number;
  /** What took most of it, longest first: script by function and file, else the browser's own step. */
  readonly parts: readonly { readonly name: string; readonly cpuMs: number }[];
}

const shownParts = 4;
/** Steps that only wrap others. */
const wrappers = new Set(['RunTask', 'RunMicrotasks', 'V8.RunMicrotasks']);

/**
 * The tasks of the busiest renderer's main thread, by CPU time, longest first. CPU time, because on a busy machine a
 * task also waits for its turn, which is none of the page's doing.
 */
export function mainThreadTasks(events: readonly TraceEvent[]): readonly MainThreadTask[] {
  const mains = events
    .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
    .map(({ pid, tid }) =>
      events.filter((event) => event.pid === pid && event.tid === tid && event.ph === 'X'),
    )
    .map((own) => ({ own, tasks: own.filter(({ name }) => name === 'RunTask') }));
  const busiest = mains.toSorted((a, b) => totalCpuUs(b.tasks) - totalCpuUs(a.tasks))[0];
  if (busiest === undefined) return [];
  const firstUs = Math.min(...busiest.tasks.map(({ ts }) => ts));
  return busiest.tasks
    .map((task) => ({
      cpuMs: cpuUs(task) / 1000,
      wallMs: (task.dur ?? 0) / 1000,
      startMs: (task.ts - firstUs) / 1000,
      task,
    }))
    .toSorted((a, b) => b.cpuMs - a.cpuMs)
    .map(({ task, ...times }, index) => ({
      ...times,
      // Only of those that are likely to be printed: a run has tens of thousands of tasks.
      parts: index < 20 ? partsOf(task, busiest.own) : [],
    }));
}

function partsOf(task: TraceEvent, events: readonly TraceEvent[]): MainThreadTask['parts'] {
  const end = task.ts + (task.dur ?? 0);
  return events
    .filter(
      (event) =>
        event !== task &&
        event.ts >= task.ts &&
        event.ts + (event.dur ?? 0) <= end &&
        !wrappers.has(event.name),
    )
    .toSorted((a, b) => cpuUs(b) - cpuUs(a))
    .slice(0, shownParts)
    .map((event) => ({ name: nameOf(event), cpuMs: cpuUs(event) / 1000 }));
}

function nameOf({ name, args }: TraceEvent): string {
  if (args?.src_func !== undefined) return `from ${args.src_func} in ${fileName(args.src_file ?? '')}`;
  const { functionName, url, lineNumber } = args?.data ?? {};
  const file = url === undefined || url === '' ? '' : ` ${fileName(new URL(url, 'file:///').pathname)}`;
  const line = file === '' || lineNumber === undefined ? '' : `:${lineNumber}`;
  return `${name}${functionName ? ` ${functionName}` : ''}${file}${line}`;
}

function fileName(path: string): string {
  return path.split('/').at(-1) ?? '';
}

function cpuUs({ tdur, dur }: TraceEvent): number {
  return tdur ?? dur ?? 0;
}

function totalCpuUs(events: readonly TraceEvent[]): number {
  return events.reduce((sum, event) => sum + cpuUs(event), 0);
}
