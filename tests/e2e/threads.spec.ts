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
function workerTicks(processes: readonly string[]): Map<string, number> {
  const ticks = new Map<string, number>();
  for (const path of processes.flatMap((id) => tasksOf(id).map((task) => `/proc/${id}/task/${task}`))) {
    if (!read(`${path}/comm`).startsWith('DedicatedWorker')) continue;
    const stat = read(`${path}/stat`);
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    ticks.set(path, Number(fields[11]) + Number(fields[12]));
  }
  return ticks;
}

/** The ticks of every worker, and the times between which they were read, ms since 1970. */
interface Look {
  readonly fromMs: number;
  readonly toMs: number;
  readonly ticks: Map<string, number>;
}

/** One round's sampling of a cell, by the page's clock, which is the test's too, ms since 1970. */
interface Span {
  readonly backend: string;
  readonly startMs: number;
  readonly endMs: number;
}

function look(processes: readonly string[]): Look {
  const fromMs = Date.now();
  return { ticks: workerTicks(processes), fromMs, toMs: Date.now() };
}

/**
 * Workers that did a fair part of the busiest one's work between the first and the last look inside the span. What is
 * seen outside it does not count: the worker of the next cell loads there. A worker that ends while it is watched still
 * spends a tick or two. Null where no two looks lie inside.
 */
function workingThreads({ startMs, endMs }: Span, looks: readonly Look[]): number | null {
  const inside = looks.filter(({ fromMs, toMs }) => fromMs > startMs && toMs < endMs);
  const [first, last] = [inside[0], inside.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  const spent = [...last.ticks].map(([path, ticks]) => ticks - (first.ticks.get(path) ?? ticks));
  return spent.filter((each) => each > 0 && each >= Math.max(...spent) / 5).length;
}

/** Of an even number the lower: one round of three in which something else worked, or one thread hardly did, is no news. */
function middle(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
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
    const looks: Look[] = [];
    // The page's process is among them by now, and its workers are threads of that.
    const processes = processesBelow(mark);
    const watch = setInterval(() => looks.push(look(processes)), 50);
    const { document, spans } = await page.evaluate(
      async (given) => {
        const { ref } = await window.inferometer.addModelFiles([
          { name: 'slow.onnx', bytes: new Uint8Array(given) },
        ]);
        const plan = {
          models: [{ ref }],
          backends: ['wasm-threads' as const],
          threads: [3],
          preset: 'quick' as const,
        };
        const spans: { backend: string; startMs: number; endMs: number }[] = [];
        let started: { backend: string; startMs: number } | null = null;
        const sampling = (backend: string | undefined) => {
          if (started !== null && backend !== started.backend) {
            spans.push({ ...started, endMs: Date.now() });
            started = null;
          }
          if (backend !== undefined) started ??= { backend, startMs: Date.now() };
        };
        const document = await window.inferometer.run(plan, (progress) => {
          const isSampling = progress.phase === 'measuring' && progress.step === 'sampling';
          sampling(isSampling ? progress.cell.split('/')[1] : undefined);
        });
        sampling(undefined);
        return { document, spans };
      },
      [...slowModel(256, 8)],
    );
    clearInterval(watch);
    const threaded = document.cells.find(({ backend }) => backend === 'wasm-threads');
    expect(threaded?.threads).toEqual({ requested: 3, observed: 3 });
    const working = (backend: string) =>
      middle(
        spans
          .filter((span) => span.backend === backend)
          .map((span) => workingThreads(span, looks))
          .filter((count) => count !== null),
      );
    // The worker of the cell itself, and one more for each further thread.
    expect({ simd: working('wasm-simd'), threads: working('wasm-threads') }).toEqual({ simd: 1, threads: 3 });
  } finally {
    await browser.close();
  }
});
