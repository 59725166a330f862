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
 * workers stay for two seconds, asleep; only those whose time grows count.
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

test('the observed threads are threads of the operating system', async ({ baseURL }, { project }) => {
  test.skip(process.platform !== 'linux', 'The threads of a process can be read from /proc on Linux only.');
  const mark = `--inferometer-threads-test=${process.pid}`;
  const launch = project.use.launchOptions ?? {};
  const browser = await chromium.launch({ ...launch, args: [...(launch.args ?? []), mark] });
  try {
    const page = await browser.newPage();
    await page.goto(baseURL ?? '');
    await page.waitForFunction(() => 'inferometer' in window);
    const busy = { 'wasm-simd': 0, 'wasm-threads': 0 };
    type Look = { readonly sampling: keyof typeof busy | null; readonly ticks: Map<string, number> };
    let sampling: keyof typeof busy | null = null;
    let before: Look = { sampling, ticks: new Map() };
    await page.exposeFunction('sampling', (backend: keyof typeof busy | null) => (sampling = backend));
    const watch = setInterval(() => {
      const now: Look = { sampling: sampling as Look['sampling'], ticks: workerTicks(mark) };
      if (now.sampling !== null && now.sampling === before.sampling) {
        const growing = [...now.ticks].filter(
          ([path, ticks]) => ticks > (before.ticks.get(path) ?? Infinity),
        );
        busy[now.sampling] = Math.max(busy[now.sampling], growing.length);
      }
      before = now;
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
      [...slowModel(256, 20)],
    );
    clearInterval(watch);
    const threaded = document.cells.find(({ backend }) => backend === 'wasm-threads');
    expect(threaded?.threads).toEqual({ requested: 3, observed: 3 });
    // The worker of the cell itself, and one more for each further thread.
    expect(busy).toEqual({ 'wasm-simd': 1, 'wasm-threads': 3 });
  } finally {
    await browser.close();
  }
});
