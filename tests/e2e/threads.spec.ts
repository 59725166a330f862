import { readdirSync, readFileSync } from 'node:fs';
import { chromium, expect, test } from '@playwright/test';
import { slowModel } from '../fixtures/onnx-models.ts';

/** Ids of all processes below the one whose command line holds `mark`, from Linux's process table. */
function processesBelow(mark: string): string[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parents = new Map(all.map((id) => [id, /\nPPid:\t(\d+)/.exec(read(`/proc/${id}/status`))?.[1]]));
  const root = all.find((id) => read(`/proc/${id}/cmdline`).includes(mark));
  const isBelow = (id: string | undefined): boolean =>
    id !== undefined && (id === root || isBelow(parents.get(id)));
  return root === undefined ? [] : all.filter((id) => isBelow(id));
}

/** A process may end while it is looked at. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function tasksOf(id: string): string[] {
  try {
    return readdirSync(`/proc/${id}/task`);
  } catch {
    return [];
  }
}

/**
 * Processor time, in clock ticks, of each dedicated worker: in Chromium they are threads of that name. Threads of ended
 * workers stay for two seconds, nearly asleep.
 */
function workerTicks(mark: string): Map<string, number> {
  const ticks = new Map<string, number>();
  for (const path of processesBelow(mark).flatMap((id) =>
    tasksOf(id).map((task) => `/proc/${id}/task/${task}`),
  )) {
    if (!read(`${path}/comm`).startsWith('DedicatedWorker')) continue;
    const stat = read(`${path}/stat`);
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    ticks.set(path, Number(fields[11]) + Number(fields[12]));
  }
  return ticks;
}

/** One round's sampling of a cell: the ticks that each worker spent in it. */
interface Span {
  readonly backend: string;
  last: Map<string, number>;
  readonly spent: Map<string, number>;
}

function look(span: Span, now: Map<string, number>): void {
  for (const [path, ticks] of now) {
    const grown = ticks - (span.last.get(path) ?? ticks);
    span.spent.set(path, (span.spent.get(path) ?? 0) + grown);
  }
  span.last = now;
}

/** A worker that ends while it is watched still spends a tick or two: only a fair part of the busiest one's work counts. */
function workingThreads({ spent }: Span): number {
  const ticks = [...spent.values()];
  return ticks.filter((each) => each > 0 && each >= Math.max(...ticks) / 5).length;
}

test('the observed threads are threads of the operating system', async ({ baseURL }, { project }) => {
  test.skip(process.platform !== 'linux', 'The threads of a process can be read from /proc on Linux only.');
  const mark = `--inferometer-threads-test=${process.pid}`;
  const launch = project.use.launchOptions ?? {};
  const browser = await chromium.launch({ ...launch, args: [...(launch.args ?? []), mark] });
  try {
    const page = await browser.newPage();
    await page.goto(baseURL ?? '');
    await page.waitForFunction(() => 'inferometer' in window);
    const spans: Span[] = [];
    let current: Span | null = null;
    await page.exposeFunction('sampling', (backend: string | null) => {
      current = backend === null ? null : { backend, last: workerTicks(mark), spent: new Map() };
      if (current !== null) spans.push(current);
    });
    const watch = setInterval(() => {
      if (current !== null) look(current, workerTicks(mark));
    }, 100);
    const document = await page.evaluate(
      async (given) => {
        const { sampling } = globalThis as unknown as { sampling(backend: string | null): Promise<void> };
        const { ref } = await window.inferometer.addModelFiles([
          { name: 'slow.onnx', bytes: new Uint8Array(given) },
        ]);
        const plan = {
          models: [{ ref }],
          backends: ['wasm-threads' as const],
          threads: [3],
          preset: 'quick' as const,
        };
        return window.inferometer.run(plan, (progress) => {
          if (progress.phase !== 'measuring') return;
          void sampling(progress.step === 'sampling' ? (progress.cell.split('/')[1] ?? null) : null);
        });
      },
      [...slowModel(256, 8)],
    );
    clearInterval(watch);
    const threaded = document.cells.find(({ backend }) => backend === 'wasm-threads');
    expect(threaded?.threads).toEqual({ requested: 3, observed: 3 });
    const busiest = (backend: string) =>
      Math.max(...spans.filter((span) => span.backend === backend).map(workingThreads));
    // The worker of the cell itself, and one more for each further thread.
    expect({ simd: busiest('wasm-simd'), threads: busiest('wasm-threads') }).toEqual({ simd: 1, threads: 3 });
  } finally {
    await browser.close();
  }
});
